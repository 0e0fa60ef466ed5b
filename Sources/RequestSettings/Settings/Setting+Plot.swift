package import Plots
import Reporting

extension Setting {
  /// The options for the picture that is drawn, and its file.
  static let plotSettings: [Setting] = [
    Setting(
      "plot", "file.svg", .output, "The SVG file to draw a picture to.",
      default: .words("no picture")
    ) { value, scope, settings in
      guard value.lowercased().hasSuffix(".svg") else {
        throw InputError(
          message: "Pictures are SVG files.",
          help: "Give a name that ends in .svg; other programs convert it.",
          place: value)
      }
      settings.plot.file = try scope.output(value, .picture)
    },
    Setting(
      "plot-of", "name", .text,
      "What to draw, by its name: the distribution of an effect such as "
        + "'x -> m -> y', or with a moderator 'x -> m -> y by w'.",
      default: .words("the only one that can be meant")
    ) { value, _, settings in
      settings.plot.name = PlotName.normalized(value)
    },
    Setting(
      "plot-width", "width", .choice(["full", "column"]),
      "The printed width: full (174 mm) or column (85 mm).",
      default: .value("full")
    ) { value, _, settings in
      settings.plot.width = try SettingValue.choice(value, "width")
    },
  ]
}

/// A picture that is asked for.
package struct PlotSettings {
  /// The file; `nil` for no picture.
  package var file: WrittenFile?
  /// The name of what is drawn, blanks and arrows in order; `nil` if the
  /// analysis may choose.
  package var name: String?
  /// The printed width.
  package var width = PlotWidth.full
}
