import FitSettings
import Latent
import ModelFit
import TestSupport
import Testing

/// Robust indices of ordered variables in groups, against numbers by hand from
/// lavaan 0.7-2.3170's estimates, weights and Γ
/// (`Validation/tools/robust-groups.R`), since lavaan's own count the mean of
/// the baseline's discrepancy once for each group.
struct OrderedRobustGroupTests {
  @Test func indicesByHandAgree() throws {
    let names = (1...4).flatMap { ["f\($0)", "t\($0)"] }
    let data = try HolzingerModel.table("ordered.csv")
    var options = FitOptions(.wlsmv)
    options.model.ordered = names
    let fit = try Model(text: "f =~ f1 + f2 + f3 + f4\nh =~ t1 + t2 + t3 + t4")
      .fit(to: data, group: "g", options: options)
    for (name, value) in [
      ("cfi_robust", 0.995920441343), ("tli_robust", 0.993988018822),
      ("rmsea_robust", 0.0253819822653),
    ] {
      expectClose(fit.measures[name] ?? .nan, value, relative: 1e-7, name)
    }
  }
}
