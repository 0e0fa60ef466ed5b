import Latent
import Testing

/// Bootstraps of several groups whose models have rows about parameters, which
/// belong to no group.
struct GroupedBootstrapTests {
  @Test(arguments: [
    (HolzingerModel.text, ["loadings"]),
    (HolzingerModel.text + "\nvisual ~~ c(a, a)*textual", []),
    (HolzingerModel.text + "\nvisual ~~ c(a, b)*textual\na > 0", []),
  ])
  func equalitiesAndInequalities(_ text: String, equal: [String]) async throws {
    var options = FitOptions()
    options.model.kind = .cfa
    options.model.groupEqual = Set(
      equal.compactMap { GroupEquality(rawValue: $0) })
    options.keepsCases = true
    let fit = try Model(text: text).fit(
      to: HolzingerModel.table(), group: "school", options: options)
    var bootstrap = BootstrapOptions()
    bootstrap.replicates = 1...3
    let draws = try await fit.bootstrap(bootstrap)
    #expect(draws.usableCount == 3)
    #expect(draws.columns.contains { $0.name == "visual=~x2 [Pasteur]" })
  }
}
