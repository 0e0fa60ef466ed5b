/// The contents of a fit's document: the JSON that `latent fit` writes and that
/// an encoded `Fit` is, read back.
///
/// ```swift
/// let record = try JSONDecoder().decode(FitRecord.self, from: document)
/// record.parameters[0].estimate
/// ```
///
/// Numbers have the same bits as those of the fit; what is not defined there is
/// `nil`. A record answers no questions that need the model or the sample: for
/// these the model is fitted again.
public struct FitRecord: Sendable, Hashable, Decodable {
  /// A parameter.
  public struct Parameter: Sendable, Hashable, Decodable {
    /// The left side.
    public var lhs: String
    /// The operator, as in the model's text.
    public var op: String
    /// The right side; empty for intercepts.
    public var rhs: String
    /// The group, from 1; `nil` for statements about parameters.
    public var group: Int?
    /// The label, or empty.
    public var label: String
    /// The number of the free parameter, from 1; `nil` for a fixed one.
    public var free: Int?
    /// The estimate.
    public var estimate: Double?
    /// The standard error.
    public var standardError: Double?
    /// The estimate by its standard error.
    public var z: Double?
    /// The p value of z.
    public var pValue: Double?
    /// The interval's lower end.
    public var lower: Double?
    /// The interval's upper end.
    public var upper: Double?
    /// The estimate with latent variables standardized.
    public var standardizedLatent: Double?
    /// The estimate with all variables standardized.
    public var standardizedAll: Double?

    private enum CodingKeys: String, CodingKey {
      case lhs, op, rhs, group, label, free, z
      case estimate = "est"
      case standardError = "se"
      case pValue = "pvalue"
      case lower = "ci_lower"
      case upper = "ci_upper"
      case standardizedLatent = "std_lv"
      case standardizedAll = "std_all"
    }

    /// Reads a parameter of a document, in which 0 stands for no group and no
    /// free parameter.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      func number(_ key: CodingKeys) throws -> Double? {
        try values.decodeIfPresent(Double.self, forKey: key)
      }
      func count(_ key: CodingKeys) throws -> Int? {
        let value = try values.decode(Int.self, forKey: key)
        return value > 0 ? value : nil
      }
      lhs = try values.decode(String.self, forKey: .lhs)
      op = try values.decode(String.self, forKey: .op)
      rhs = try values.decode(String.self, forKey: .rhs)
      group = try count(.group)
      label = try values.decode(String.self, forKey: .label)
      free = try count(.free)
      estimate = try number(.estimate)
      standardError = try number(.standardError)
      z = try number(.z)
      pValue = try number(.pValue)
      lower = try number(.lower)
      upper = try number(.upper)
      standardizedLatent = try number(.standardizedLatent)
      standardizedAll = try number(.standardizedAll)
    }
  }

  /// A warning.
  public struct Warning: Sendable, Hashable, Decodable {
    /// The stable code.
    public var code: String
    /// The finding and its remedy.
    public var message: String
  }

  /// Whether the estimates converged.
  public var isConverged: Bool
  /// The iterations.
  public var iterations: Int
  /// The estimator's name.
  public var estimator: String
  /// The numbers of cases, one for each group.
  public var observationCounts: [Int]
  /// Free parameters, less equality constraints.
  public var parameterCount: Int
  /// The parameters in the order of the table.
  public var parameters: [Parameter]
  /// The fit measures by lavaan's names; those that are not defined are left
  /// out.
  public var measures: [String: Double]
  /// The warnings.
  public var warnings: [Warning]
  /// The version of Latent that fitted, where the document says it.
  public var version: String?

  private enum CodingKeys: String, CodingKey {
    case iterations, estimator, parameters, warnings, version
    case isConverged = "converged"
    case observationCounts = "nobs"
    case parameterCount = "npar"
    case measures = "fit"
  }

  /// Reads the record of a document.
  ///
  /// - Parameter decoder: The decoder of the document.
  /// - Throws: `DecodingError` for what is not a document of a fit.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    isConverged = try values.decode(Bool.self, forKey: .isConverged)
    iterations = try values.decode(Int.self, forKey: .iterations)
    estimator = try values.decode(String.self, forKey: .estimator)
    observationCounts = try values.decode(
      [Int].self, forKey: .observationCounts)
    parameterCount = try values.decode(Int.self, forKey: .parameterCount)
    parameters = try values.decode([Parameter].self, forKey: .parameters)
    measures =
      try values.decodeIfPresent(
        [String: Double?].self, forKey: .measures)?.compactMapValues { $0 }
      ?? [:]
    warnings = try values.decode([Warning].self, forKey: .warnings)
    version = try values.decodeIfPresent(String.self, forKey: .version)
  }
}
