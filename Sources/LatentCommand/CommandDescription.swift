import RequestSettings

/// A command of `latent`: what help, the manual, completion and the reading of
/// arguments are made from.
struct CommandDescription {
  /// An argument without a name before it.
  struct Argument {
    var name: String
    var help: String
    var isOptional = false
    var isRepeated = false
    /// The candidates that shells offer for it.
    var kind = Setting.ValueKind.input
  }

  /// Options under a title; without one they stand among the general ones.
  struct Section {
    var title: String?
    var settings: [Setting]
  }

  /// The first word of the command line.
  let name: String
  /// The purpose of the command, one line.
  let abstract: String
  /// Examples and what else there is to say.
  let discussion: String
  var arguments: [Argument] = []
  var sections: [Section] = []

  /// All options.
  var settings: [Setting] { sections.flatMap(\.settings) }

  /// The options without a title.
  var generalSettings: [Setting] {
    sections.filter { $0.title == nil }.flatMap(\.settings)
  }

  /// The names of all commands, `help` included.
  static var names: [String] {
    Analysis.allCases.map(\.rawValue)
      + [
        "study", "simulate", "montecarlo", "cluster", "power", "explain",
        "validate",
        "completion", "manual", "help",
      ]
  }

  /// The commands that help lists, in its order.
  static var listed: [CommandDescription] {
    [
      .fit, .bootstrap, .effects, .compare, .invariance, .test, .predict,
      .correlations, .efa, .data, .codebook, .items, .groups, .validity,
      .diagram, .parse,
    ]
    .map { CommandDescription($0) }
      + [
        .study, .simulate, .monteCarlo, .cluster, .power, .explain, .validate,
        .completion, .manual,
      ]
  }

  /// The command of a name; `nil` if there is none.
  static func named(_ name: String) -> CommandDescription? {
    if let analysis = Analysis(rawValue: name) {
      return CommandDescription(analysis)
    }
    return switch name {
    case "study": study
    case "simulate": simulate
    case "montecarlo": monteCarlo
    case "cluster": cluster
    case "power": power
    case "explain": explain
    case "validate": validate
    case "completion": completion
    case "manual": manual
    default: nil
    }
  }

  static var study: CommandDescription {
    CommandDescription(
      name: "study", abstract: "A whole study from one file.",
      discussion: """
        Examples:

          latent study study.yaml
          latent study plan study.yaml
          latent study check study.yaml

        The file names data, codebook, hypotheses and models, and the documents \
        to write; Documentation/Study.md describes it. Steps that did not change \
        are taken from .latent-cache beside the file. plan lists the steps. \
        check carries all of them out again and compares every number with the \
        results that were written before.

        Exit codes: 0 all steps have results, or nothing changed; 1 a step did \
        not converge, or something changed; 2 the study or its input is wrong.
        """,
      arguments: [
        Argument(
          name: "action", help: "run, plan or check; run if left out.",
          kind: .choice(["run", "plan", "check"])),
        Argument(name: "file", help: "The study file.", isOptional: true),
      ],
      sections: [Section(title: nil, settings: Setting.studySettings)])
  }

  static var explain: CommandDescription {
    CommandDescription(
      name: "explain",
      abstract: "What a code, an index, a statistic or a command means.",
      discussion: """
        Examples:

          latent explain RMSEA
          latent explain admissibility.negative-variance
          latent explain admissibility
          latent explain LLCI
          latent explain invariance
          latent explain group-equal

        Explains codes of errors and warnings, all codes of a kind, fit \
        measures and other terms of reports with their sources, commands and \
        options. Capitals, blanks and hyphens do not matter.
        """,
      arguments: [
        Argument(name: "name", help: "The code, term, command or option.")
      ])
  }

  static var validate: CommandDescription {
    CommandDescription(
      name: "validate", abstract: "Compare fits with reference numbers.",
      discussion: """
        Example:

          latent validate Validation

        Every sub-folder with model.lav and reference.json is a case. Worst is \
        the largest distance from a reference, in units of what is allowed: \
        half of the last digit for printed figures; for numbers in full \
        precision 1e-6 of their size for estimates and fit measures, 1e-5 for \
        standard errors.

        Exit codes: 0 all cases agree; 1 some do not; 2 a case is malformed.
        """,
      arguments: [
        Argument(name: "directory", help: "The folder of cases, or one case.")
      ],
      sections: [Section(title: nil, settings: [.validationFormat])])
  }

  static var completion: CommandDescription {
    CommandDescription(
      name: "completion", abstract: "Completion of words, for a shell.",
      discussion: """
        Examples:

          source <(latent completion bash)
          latent completion zsh > ~/.zsh/completions/_latent
          latent completion fish > ~/.config/fish/completions/latent.fish

        Prints what a shell reads to complete commands, options, their values, \
        files, and the names of columns and variables. `make install` installs \
        it.
        """,
      arguments: [
        Argument(
          name: "shell", help: "bash, zsh or fish.",
          kind: .choice(["bash", "zsh", "fish"]))
      ])
  }

  static var manual: CommandDescription {
    CommandDescription(
      name: "manual", abstract: "The manual page, for man.",
      discussion: """
        Example:

          latent manual > latent.1
        """)
  }
}
