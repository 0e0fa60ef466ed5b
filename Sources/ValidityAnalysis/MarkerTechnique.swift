public import FitComparison
public import LinearAlgebra
internal import Messages
public import ModelFit

/// The confirmatory marker technique (Williams, Hartman & Cavazotte, 2010):
/// measurement models in which the items of all constructs may load on a marker
/// variable that has nothing to do with them.
public struct MarkerTechnique: Sendable {
  /// The models.
  public enum Kind: String, Sendable, Hashable, CaseIterable, Encodable {
    /// The marker is one more construct, correlated with the others.
    case free = "cfa"
    /// It is uncorrelated with them; its loadings and residual variances are
    /// those of the model before.
    case baseline
    /// Method-C: all other items load on it equally.
    case equal = "method_c"
    /// Method-U: they load on it as they may.
    case unequal = "method_u"
    /// Method-R: the constructs' correlations are those of the baseline model.
    case restricted = "method_r"
    /// Method-S(.05): loadings on the marker at the far ends of their 95%
    /// intervals.
    case sensitive95 = "method_s_05"
    /// Method-S(.01): at those of their 99% intervals.
    case sensitive99 = "method_s_01"
  }

  /// A model with its fit.
  public struct Model: Sendable {
    /// The kind.
    public let kind: Kind
    /// Its fit.
    public let fit: Fit
    /// The kind that it is tested against; `nil` for none.
    public let reference: Kind?
    /// The test against that one.
    public let difference: ChiSquareDifference?
    /// The correlations of the constructs.
    public let correlations: Matrix
  }

  /// The reliability of a construct's sum of standardized items, and its parts
  /// (Williams et al., 2010, phase II).
  public struct Reliability: Sendable, Hashable, Encodable {
    /// That of the baseline model.
    public let total: Double
    /// The construct's part in the chosen model.
    public let substantive: Double
    /// The marker's part.
    public let method: Double
    /// The marker's share of the total.
    public var methodShare: Double { method / total }
  }

  /// The models that have a usable solution.
  public let models: [Model]
  /// The model of the marker's loadings that the later ones rest on: Method-U
  /// where p of its difference from Method-C is below .05, else Method-C; `nil`
  /// where neither is usable.
  public let chosen: Kind?
  /// The standardized loadings on the marker of the chosen model, construct by
  /// construct; empty without one.
  public let methodLoadings: [[Double]]
  /// The reliabilities, construct by construct; empty without a chosen model.
  public let reliability: [Reliability]

  /// The model of a kind, if it is usable.
  public func model(_ kind: Kind) -> Model? {
    models.first { $0.kind == kind }
  }

  init(_ texts: MarkerModels, _ warnings: inout [LatentWarning]) {
    var fits: [Kind: Fit] = [:]
    var models: [Model] = []
    var tried: Kind?
    func add(_ kind: Kind, against reference: Kind?) -> ChiSquareDifference? {
      guard let lines = texts.lines(kind, fits, chosen: tried ?? .equal),
        let fit = texts.models.usable(
          lines, orthogonal: false, &warnings,
          what: "The marker model `\(kind.rawValue)`")
      else { return nil }
      fits[kind] = fit
      let difference = reference.flatMap { fits[$0] }.flatMap {
        MeasurementModels.test($0, fit)
      }
      models.append(
        Model(
          kind: kind, fit: fit,
          reference: difference == nil ? nil : reference,
          difference: difference,
          correlations: texts.models.correlations(of: fit)))
      return difference
    }
    _ = add(.free, against: nil)
    _ = add(.baseline, against: nil)
    _ = add(.equal, against: .baseline)
    let difference = add(.unequal, against: .equal)
    if fits[.equal] != nil, fits[.unequal] != nil {
      tried = (difference?.pValue ?? 1) < 0.05 ? .unequal : .equal
    } else {
      tried = [.unequal, .equal].first { fits[$0] != nil }
    }
    chosen = tried
    if let chosen = tried, let method = fits[chosen] {
      _ = add(.restricted, against: chosen)
      _ = add(.sensitive95, against: nil)
      _ = add(.sensitive99, against: nil)
      let all = texts.methodLoadings(method).map {
        $0.standardizedAll?.estimate ?? .nan
      }
      var start = 0
      methodLoadings = texts.constructs.map { own in
        defer { start += own.items.count }
        return Array(all[start..<start + own.items.count])
      }
      reliability =
        fits[.baseline].map {
          texts.reliability(baseline: $0, method: method)
        } ?? []
    } else {
      methodLoadings = []
      reliability = []
    }
    self.models = models
  }
}
