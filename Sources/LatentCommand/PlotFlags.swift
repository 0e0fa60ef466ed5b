import ArgumentParser
import Foundation
import Latent
import Messages

/// What is drawn as a picture, and where it goes.
struct PlotFlags: ParsableArguments {
  @Option(
    help: .init("The SVG file to draw a picture to.", valueName: "file.svg"))
  var plot: String?

  @Option(
    help: .init(
      "What to draw, by its name: the distribution of an effect such as "
        + "'x -> m -> y', or with a moderator 'x -> m -> y by w'.",
      valueName: "name"))
  var plotOf: String?

  @Option(
    help: .init(
      "The printed width: full (174 mm, if not given) or column (85 mm).",
      valueName: "width"))
  var plotWidth: String?
}

/// A picture that was asked for.
struct PlotRequest {
  /// The file.
  let path: String
  /// The name of what is drawn, blanks and arrows in order; `nil` if the
  /// command may choose.
  let name: String?
  private let width: PlotWidth

  /// Reads the flags; `nil` if no picture is asked for.
  ///
  /// - Parameters:
  ///   - flags: The flags.
  ///   - inputs: The files that are read, and must not be written.
  /// - Throws: What is wrong with the flags, or with the file.
  init?(_ flags: PlotFlags, inputs: [String]) throws {
    guard let path = flags.plot else {
      for (name, value) in [
        ("plot-of", flags.plotOf), ("plot-width", flags.plotWidth),
      ] where value != nil {
        throw InputError(
          message: "--\(name) belongs to a picture.",
          help: "Add --plot FILE.svg, or leave it out.")
      }
      return nil
    }
    self.path = path
    name = flags.plotOf.map(PlotName.normalized)
    width =
      try InputError.naming("plot-width") {
        try flags.plotWidth.map { try SettingValue.choice($0, "width") }
      } ?? .full
    guard path.lowercased().hasSuffix(".svg") else {
      throw InputError(
        message: "--plot: Pictures are SVG files.",
        help: "Give a name that ends in .svg; other programs convert it.",
        place: path)
    }
    try OutputFile(path: path).requireNone(of: inputs, option: "plot")
    try OutputFile(path: path).requireWritable()
  }

  /// Draws a picture to the file.
  func write(_ plot: Plot) throws {
    var renderer = SVGRenderer()
    renderer.width = width
    try OutputFile(path: path).write(renderer.render(plot))
  }
}

/// The names of what can be drawn.
struct PlotName {
  /// A name with single blanks, and arrows as `->` between blanks.
  static func normalized(_ name: String) -> String {
    name.replacing("→", with: "->").replacing("->", with: " -> ")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      .replacing(" =", with: "=").replacing("= ", with: "=")
  }

  /// Finds what a name means.
  ///
  /// - Parameters:
  ///   - name: The normalized name.
  ///   - candidates: The names that can be drawn, with what they mean.
  ///   - what: What they are names of.
  /// - Returns: What the name means.
  /// - Throws: `InputError` for a name that is none of them.
  static func find<Value>(
    _ name: String, among candidates: [(name: String, value: Value)],
    what: String
  ) throws -> Value {
    if let own = candidates.first(where: { normalized($0.name) == name }) {
      return own.value
    }
    let names = candidates.map(\.name)
    var help = "There are \(choices(names))."
    if let near = NearestName.find(name, in: names.map(normalized)) {
      help = "Did you mean `\(near)`? " + help
    }
    throw InputError(
      message: "--plot-of: Unknown \(what) `\(name)`.", help: help)
  }

  /// What there is to choose from, the first names only.
  static func choices(_ names: [String]) -> String {
    listing(names, conjunction: "or", limit: 12)
  }
}
