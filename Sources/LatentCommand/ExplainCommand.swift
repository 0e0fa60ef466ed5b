import Explanations
import Messages
import RequestSettings

/// `latent explain`.
enum ExplainCommand {
  /// The most columns of a line.
  private static let width = 80

  /// The explanations of a name: terms and codes, then a command, then an
  /// option.
  ///
  /// - Parameter name: The name.
  /// - Returns: Paragraphs with an empty line between them.
  /// - Throws: `InputError` if nothing has the name.
  static func text(of name: String) throws -> String {
    let plain = String(name.drop { $0 == "-" })
    var parts = plain.isEmpty ? [] : Explanation.find(plain).map(text)
    if let command = CommandDescription.named(plain.lowercased()) {
      parts.append(
        paragraph("latent \(command.name)")
          + paragraph(command.abstract, indent: 2)
          + paragraph("More: latent help \(command.name)", indent: 2))
    }
    if let setting = option(plain) {
      parts.append(
        paragraph("--\(setting.name)")
          + paragraph(CommandText.help(of: setting), indent: 2))
    }
    if parts.isEmpty, let family = family(plain) { parts.append(family) }
    guard parts.isEmpty else { return parts.joined(separator: "\n") }
    let nearest = Explanation.nearest(
      plain, among: CommandDescription.names + options.map(\.name))
    throw InputError(
      message: "Nothing is known by the name `\(name)`.",
      help: nearest.isEmpty
        ? "Give a code, a fit measure, a term of a report, a command or an "
          + "option, such as RMSEA."
        : "Near to it: \(listing(nearest, conjunction: "or")).")
  }

  /// The options of all commands, each once.
  private static let options: [Setting] = {
    var found: [Setting] = []
    for setting in CommandDescription.listed.flatMap(\.settings)
    where !found.contains(where: { $0.name == setting.name }) {
      found.append(setting)
    }
    return found
  }()

  private static func option(_ name: String) -> Setting? {
    let key = name.lowercased().replacing(".", with: "-")
    return options.first { $0.name == key }
  }

  /// The codes of a family, and what they have in common.
  private static func family(_ name: String) -> String? {
    let family = Explanation.family(name)
    guard !family.codes.isEmpty else { return nil }
    return family.codes.map {
      paragraph($0.names[0]) + paragraph($0.text, indent: 2)
    }.joined()
      + (family.remark.isEmpty ? "" : "\n" + paragraph(family.remark))
  }

  private static func text(_ own: Explanation) -> String {
    let also = own.names.dropFirst().filter {
      $0.lowercased() != own.title.lowercased()
    }
    let names =
      also.isEmpty ? "" : " (also \(also.joined(separator: ", ")))"
    let title =
      own.title.hasPrefix(own.names[0] + ":")
      ? own.title : "\(own.names[0])\(names): \(own.title)"
    return paragraph(title) + paragraph(own.text, indent: 2)
      + (own.familyRemark.isEmpty
        ? "" : paragraph(own.familyRemark, indent: 2))
      + (own.source.isEmpty
        ? "" : paragraph("Source: \(own.source)", indent: 2))
  }

  private static func paragraph(_ text: String, indent: Int = 0) -> String {
    let blank = String(repeating: " ", count: indent)
    return DisplayWidth.wrapped(text, to: width - indent).map {
      blank + $0 + "\n"
    }.joined()
  }
}
