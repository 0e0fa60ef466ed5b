/// The style sheet of HTML documents: three-line tables that scroll by
/// themselves where a screen is narrow, and pages that print.
enum HTMLStyle {
  /// A rule that prints a note at the foot of every page; empty without one.
  static func foot(_ note: String) -> String {
    guard !note.isEmpty else { return "" }
    let text = note.unicodeScalars.map { scalar in
      "\"\\<&\n\r".unicodeScalars.contains(scalar)
        ? "\\\(String(scalar.value, radix: 16)) " : String(scalar)
    }.joined()
    return "\n@page { margin-bottom: 2.5cm; "
      + "@bottom-center { content: \"\(text)\"; font-size: 8pt; } }"
  }

  static let sheet = """
    :root { color-scheme: light; }
    body {
      margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 60rem;
      background: #fff; color: #1a1a1a; line-height: 1.5;
      font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans",
        "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
      overflow-wrap: break-word;
    }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
    h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; }
    h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
    p { margin: .5rem 0; }
    a { color: #0b4f9e; }
    code { font-family: ui-monospace, Menlo, Consolas, monospace;
      font-size: .92em; }
    sub, sup { line-height: 0; }
    nav { margin: 1.25rem 0; padding: .25rem 1rem; border-left: 3px solid #777; }
    nav h2 { font-size: 1rem; margin: .25rem 0; }
    nav ul { margin: .25rem 0; padding-left: 1.25rem; }
    dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr;
      gap: .15rem 1.25rem; margin: .5rem 0; }
    dt { color: #4a4a4a; }
    dd { margin: 0; min-width: 0; }
    .table, figure { margin: 1.25rem 0 1.75rem; }
    .scroll { overflow-x: auto; }
    .scroll:focus-visible { outline: 2px solid #0b4f9e; }
    table { border-collapse: collapse; font-size: .92rem;
      min-width: min(100%, 26rem);
      border-top: 1.5pt solid #000; border-bottom: 1.5pt solid #000; }
    caption { text-align: left; padding: 0 0 .4rem; }
    .label { font-weight: 700; }
    .title { font-style: italic; }
    .stacked .label, .stacked .title { display: block; }
    .line { text-align: center; }
    .line .title { font-style: normal; font-weight: 700; }
    th, td { padding: .15rem .6rem; text-align: left; vertical-align: bottom;
      font-weight: 400; white-space: nowrap; }
    th:first-child, td:first-child { padding-left: .1rem; }
    tbody th, td { vertical-align: top; }
    .wide { white-space: normal; min-width: 14rem; }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    thead tr:last-child > * { border-bottom: .75pt solid #000; }
    th[scope="colgroup"] { text-align: center; border-bottom: .75pt solid #000; }
    th[scope="rowgroup"] { padding-top: .4rem; }
    .level1 { padding-left: 1.3rem !important; }
    .level2 { padding-left: 2.6rem !important; }
    .level3 { padding-left: 3.9rem !important; }
    .notes { font-size: .87rem; margin-top: .4rem; }
    .notes p { margin: .15rem 0; }
    figure svg { max-width: 100%; height: auto; }
    figcaption { margin-bottom: .4rem; }
    @media (max-width: 40rem) {
      dl { grid-template-columns: 1fr; gap: 0; }
      dd { margin: 0 0 .4rem; }
      dt { font-size: .87rem; }
    }
    @media print {
      @page { margin: 2cm; }
      body { max-width: none; padding: 0; font-size: 10pt; }
      nav { display: none; }
      h2, h3, caption, figcaption { break-after: avoid; }
      tr, figure, .short, .notes p { break-inside: avoid; }
      .notes { break-before: avoid; font-size: 8.5pt; }
      thead { display: table-header-group; }
      .scroll { overflow: visible; }
      table { font-size: 8.5pt; }
      th, td { padding: .1rem .35rem; }
      a { color: inherit; text-decoration: none; }
    }
    """
}
