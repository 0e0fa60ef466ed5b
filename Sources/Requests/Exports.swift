// What requests are made of, and what they refuse: types of RequestSettings
// that `import Requests` shows too.
@_exported public import enum RequestSettings.Analysis
@_exported public import enum RequestSettings.OutputFormat
