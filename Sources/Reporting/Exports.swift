// What results are shown as, and by what: types of ReportRendering that
// `import Reporting` shows too.
@_exported public import struct ReportRendering.CSVRenderer
@_exported public import struct ReportRendering.JSONRenderer
@_exported public import enum ReportRendering.JSONValue
@_exported public import struct ReportRendering.RecordTable
@_exported public import struct ReportRendering.Report
@_exported public import protocol ReportRendering.ReportedResult
@_exported public import protocol ReportRendering.ResultRenderer
@_exported public import struct ReportRendering.TextRenderer
