package import Plots

extension Plot {
  /// The picture with its words in another language; names stay.
  ///
  /// - Parameter language: The language; `nil` for English.
  /// - Returns: The picture.
  package func translated(to language: ReportLanguage?) -> Plot {
    guard let messages = language?.catalogue?.messages else { return self }
    func words(_ text: String) -> String {
      messages.translate(text, code: MessageCatalogue.plotCode)
    }
    var plot = self
    plot.title = words(title)
    plot.subtitle = words(subtitle)
    plot.horizontal.label = words(horizontal.label)
    plot.vertical.label = words(vertical.label)
    for place in intervals.indices {
      plot.intervals[place].label = words(intervals[place].label)
    }
    for place in keys.indices {
      plot.keys[place].label = words(keys[place].label)
    }
    plot.notes = notes.map(words)
    return plot
  }
}
