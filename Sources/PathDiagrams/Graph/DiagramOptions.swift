/// The contents and looks of a path diagram.
package struct DiagramOptions: Sendable, Hashable {
  /// What stands on arrows.
  package enum Value: String, Sendable, Hashable, CaseIterable {
    /// The parameter's label in the model text.
    case label
    /// The estimate.
    case b
    /// Its standard error, in parentheses.
    case se
    /// The standardized estimate.
    case beta
    /// Stars of its significance.
    case stars
    /// Its p value.
    case p
  }

  /// The part of a model that is drawn.
  package enum Part: String, Sendable, Hashable, CaseIterable {
    /// Everything.
    case all
    /// Factors and their indicators.
    case measurement
    /// What regressions join, without indicators.
    case structure
  }

  /// The way in which residuals are drawn.
  package enum Residuals: String, Sendable, Hashable, CaseIterable {
    /// Small arrows with the variance behind them.
    case arrows
    /// Circles with arrows.
    case circles
    /// No residuals.
    case none
  }

  /// The direction of causes.
  package enum Direction: String, Sendable, Hashable, CaseIterable {
    /// Left to right.
    case right
    /// Top to bottom.
    case down
  }

  /// The use of colours.
  package enum Palette: String, Sendable, Hashable, CaseIterable {
    /// Black and white.
    case black
    /// Light fills by kind of variable.
    case colour
  }

  /// The printed size.
  package enum Size: String, Sendable, Hashable, CaseIterable {
    /// As large as text of 9 points makes it.
    case natural
    /// A column of a journal: 85 mm wide.
    case column
    /// Two columns of a journal: 174 mm wide.
    case double
    /// A page: 174 mm by 234 mm.
    case page
  }

  package var values: [Value] = [.beta, .stars]
  package var part = Part.all
  package var residuals = Residuals.arrows
  /// Whether means and intercepts are drawn, as arrows from triangles.
  package var showsMeans = false
  /// Whether variances of exogenous latent variables are drawn.
  package var showsVariances = false
  /// Whether R² stands in endogenous nodes.
  package var showsRSquared = true
  /// The level above which a p value makes an arrow dashed; `nil` for none.
  package var significance: Double? = 0.05
  package var decimals = 2
  /// The direction; `nil` for the model's own.
  package var direction: Direction?
  package var palette = Palette.black
  package var size = Size.natural
  /// Whether notes are in Chinese.
  package var isChinese = false
  /// Whether notes explain stars and dashes.
  package var showsNotes = true
  /// Whether the framework of constructs is drawn instead of the model.
  package var isConceptual = false
  /// Hypotheses by the path that they are about, `from -> to`.
  package var hypotheses: [String: String] = [:]

  package init() {}
}
