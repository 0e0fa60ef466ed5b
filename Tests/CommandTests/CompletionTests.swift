import Foundation
import Testing

/// The candidates that shells are offered for the last word.
@Suite struct CompletionTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
    try scratch.write(
      "---\ndata: data.csv\n---\n\(Scratch.model)", to: "folder/model.lav")
    try scratch.write(
      Data(contentsOf: scratch.url("data.csv")), to: "folder/data.csv")
    try scratch.write("x1,s$(touch run)\n1,2\n", to: "sly.csv")
  }

  private func answer(_ words: String...) throws -> [String] {
    let run = try scratch.run(arguments: ["---complete"] + words)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    return run.output.split(separator: "\n").map {
      String($0.prefix { $0 != "\t" })
    }
  }

  @Test func commands() throws {
    #expect(try answer("in") == ["words", "invariance"])
    #expect(try answer().contains("bootstrap"))
    #expect(try answer("help", "pa") == ["words", "parse"])
  }

  @Test func optionsAndTheirValues() throws {
    #expect(try answer("fit", "--std") == ["words", "--std-lv", "--std-ov"])
    #expect(
      try answer("fit", "--std-lv", "") == ["words", "true", "false"])
    #expect(try answer("fit", "--kind", "g") == ["words", "growth"])
    #expect(try answer("fit", "--kind=g") == ["words", "--kind=growth"])
    #expect(
      try answer("fit", "--group-equal", "loadings,int")
        == ["open", "loadings,intercepts"])
    #expect(try answer("fit", "--data", "") == ["files"])
    #expect(try answer("fit", "mod") == ["files"])
    #expect(try answer("fit", "model.lav", "data.csv", "x") == ["words"])
    #expect(try answer("completion", "f") == ["words", "fish"])
  }

  @Test func columnsOfTheData() throws {
    #expect(
      try answer("fit", "model.lav", "data.csv", "--group", "s")
        == ["words", "sex", "school"])
    #expect(
      try answer("fit", "model.lav", "--data=data.csv", "--cluster", "sch")
        == ["words", "school"])
    #expect(
      try answer("fit", "folder/model.lav", "--auxiliary", "x1,age")
        == ["open", "x1,ageyr", "x1,agemo"])
    #expect(try answer("fit", "none.lav", "--group", "") == ["words"])
  }

  @Test func variablesOfTheModel() throws {
    #expect(
      try answer("effects", "model.lav", "--from", "t") == ["open", "textual"])
    #expect(
      try answer("effects", "model.lav", "--to", "visual,x1")
        == ["open", "visual,x1"])
  }

  /// The function of the script, with the words as bash cuts them.
  @Test(arguments: [
    (["latent", "inv"], "latent inv", "invariance"),
    (["latent", "fit", "--kind", "=", "g"], "latent fit --kind=g", "growth"),
    (["latent", "fit", "--kind", "="], "latent fit --kind=", "growth"),
    (["latent", "fit", "mod"], "latent fit mod", "model.lav"),
    (
      ["latent", "fit", "model.lav", "data.csv", "--group", "sch"],
      "latent fit model.lav data.csv --group sch", "school"
    ),
    (
      ["latent", "fit", "--group-equal", "loadings,res"],
      "latent fit --group-equal loadings,res", "loadings,residuals"
    ),
    (
      ["latent", "fit", "--data", "=", "da"], "latent fit --data=da", "data.csv"
    ),
    (
      ["latent", "fit", "model.lav", "sly.csv", "--group", "s"],
      "latent fit model.lav sly.csv --group s", #"s\$\(touch\ run\)"#
    ),
  ])
  func bash(words: [String], line: String, expected: String) throws {
    let command = try CommandRun.command().path
    let script = """
      latent() { '\(command)' "$@"; }
      source <(latent completion bash)
      COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " ")))
      COMP_CWORD=\(words.count - 1)
      COMP_LINE='\(line)'
      COMP_POINT=${#COMP_LINE}
      _latent
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = scratch.folder
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try #require(
      try output.fileHandleForReading.readToEnd().map {
        String(decoding: $0, as: UTF8.self)
      })
    process.waitUntilExit()
    #expect(
      text.split(separator: "\n").map(String.init).contains(expected),
      "\(text)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func everyShellHasAScript(shell: String) throws {
    let run = try scratch.run("completion", shell)
    #expect(run.status == 0)
    #expect(run.output.contains("---complete"))
  }

  @Test func otherShellsHaveNone() throws {
    expectRefusal(
      try scratch.run("completion", "zhs"), "Unknown shell `zhs`", "`zsh`")
  }
}

/// The manual page.
@Suite struct ManualPageTests {
  @Test func everyCommandAndOptionIsInTheManual() throws {
    let scratch = try Scratch()
    let page = try scratch.run("manual")
    #expect(page.status == 0)
    #expect(page.output.hasPrefix(".TH LATENT 1"))
    for name in ["fit", "bootstrap", "validate", "completion"] {
      #expect(page.output.contains(".SS latent \(name)\n"))
      let help = try scratch.run("help", name).output
      for line in help.split(separator: "\n") where line.hasPrefix("  --") {
        let option = line.dropFirst(2).prefix { $0 != " " }
        let escaped = option.replacing("-", with: "\\-")
        #expect(page.output.contains(".B \(escaped)"), "\(option)")
      }
    }
    // Nothing begins like a request of roff but those.
    for line in page.output.split(separator: "\n") where line.hasPrefix(".") {
      #expect(
        [".TH", ".SH", ".SS", ".TP", ".B", ".br", ".PP", ".nf", ".fi"]
          .contains(String(line.prefix { $0 != " " })), "\(line)")
    }
  }
}

/// The reading of arguments.
@Suite struct ArgumentScannerTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.addExample()
  }

  @Test func valuesMayBeJoined() throws {
    let apart = try scratch.run("fit", "model.lav", "data.csv", "--kind", "cfa")
    let joined = try scratch.run("fit", "--kind=cfa", "model.lav", "data.csv")
    #expect(apart.status == 0)
    #expect(apart.output == joined.output)
    let afterDashes = try scratch.run(
      "fit", "--kind", "cfa", "--", "model.lav", "data.csv")
    #expect(apart.output == afterDashes.output)
  }

  @Test func helpAndVersionAnywhere() throws {
    for arguments in [["fit", "-h"], ["fit", "x", "--help"]] {
      let run = try scratch.run(arguments: arguments)
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("OVERVIEW: Fit a model to data."))
    }
    #expect(try scratch.run("fit", "--version").output.hasPrefix("latent "))
    let names = try scratch.run("--version").output
    #expect(names.contains("\nBLAS: "))
  }

  @Test(arguments: [
    (["--nonsense"], "Unknown option `--nonsense`."),
    (["fit"], "Missing expected argument `<model>`."),
    (["effects", "--from", "x"], "Missing expected argument `<model>`."),
    (["effects", "m.lav", "--to", "y"], "argument `--from <a,b>`."),
    (["fit", "model.lav", "-x"], "Unknown option `-x`."),
    (["fit", "a", "b", "c", "d"], "2 unexpected arguments: `c`, `d`."),
    (["fit", "model.lav", "--kind"], "The option --kind has no value."),
    (["parse", "model.lav", "--estimator", "ML"], "belongs to other analyses"),
    (["predict", "model.lav", "--standard-error=true"], "--standard-errors"),
  ])
  func whatIsWrong(arguments: [String], message: String) throws {
    expectRefusal(try scratch.run(arguments: arguments), message)
  }
}
