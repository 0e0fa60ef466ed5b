package import Messages

/// The codes of the target's errors and warnings.
extension LatentError.Code {
  /// The text is a program of AMOS.
  package static let syntaxAmosSyntax: Self = "syntax.amos-syntax"
  /// A character looks like another one.
  package static let syntaxConfusableCharacter: Self =
    "syntax.confusable-character"
  /// The text is a piece of a document.
  package static let syntaxDocument: Self = "syntax.document"
  /// The model is empty.
  package static let syntaxEmptyModel: Self = "syntax.empty-model"
  /// A stage has no variables.
  package static let syntaxEmptyStage: Self = "syntax.empty-stage"
  /// The text is written in equations of another program.
  package static let syntaxEquationSyntax: Self = "syntax.equation-syntax"
  /// The text is a graph of another program.
  package static let syntaxGraph: Self = "syntax.graph"
  /// The name of an argument is ignored.
  package static let syntaxIgnoredArgumentName: Self =
    "syntax.ignored-argument-name"
  /// A condition is not a comparison.
  package static let syntaxInvalidCondition: Self = "syntax.invalid-condition"
  /// The left side of a definition is not one new name.
  package static let syntaxInvalidDefinition: Self = "syntax.invalid-definition"
  /// A modifier holds what it cannot.
  package static let syntaxInvalidModifier: Self = "syntax.invalid-modifier"
  /// A name is not one of the language.
  package static let syntaxInvalidName: Self = "syntax.invalid-name"
  /// A number is too large.
  package static let syntaxInvalidNumber: Self = "syntax.invalid-number"
  /// An invisible character stands in the text.
  package static let syntaxInvisibleCharacter: Self =
    "syntax.invisible-character"
  /// A label has the name of a column.
  package static let syntaxLabelIsVariable: Self = "syntax.label-is-variable"
  /// The text is written for LISREL.
  package static let syntaxLisrelSyntax: Self = "syntax.lisrel-syntax"
  /// A line of front matter stands in the model.
  package static let syntaxMisplacedFrontMatter: Self =
    "syntax.misplaced-front-matter"
  /// An interaction stands where it cannot.
  package static let syntaxMisplacedInteraction: Self =
    "syntax.misplaced-interaction"
  /// A modifier stands where it cannot.
  package static let syntaxMisplacedModifier: Self = "syntax.misplaced-modifier"
  /// A header names no block.
  package static let syntaxMissingHeaderValue: Self =
    "syntax.missing-header-value"
  /// Nothing stands left of an operator.
  package static let syntaxMissingLeftSide: Self = "syntax.missing-left-side"
  /// A term or value is missing.
  package static let syntaxMissingOperand: Self = "syntax.missing-operand"
  /// An operator is missing.
  package static let syntaxMissingOperator: Self = "syntax.missing-operator"
  /// Nothing stands right of an operator.
  package static let syntaxMissingRightSide: Self = "syntax.missing-right-side"
  /// A vector mixes numbers and labels.
  package static let syntaxMixedVector: Self = "syntax.mixed-vector"
  /// The text is written in the language of Mplus.
  package static let syntaxMplusSyntax: Self = "syntax.mplus-syntax"
  /// A product looks like a range of variables.
  package static let syntaxProductLikeRange: Self = "syntax.product-like-range"
  /// The text is Python code around a model.
  package static let syntaxPythonCode: Self = "syntax.python-code"
  /// The text is code of R or Python around a model.
  package static let syntaxRCode: Self = "syntax.r-code"
  /// A formula has functions or operators of R.
  package static let syntaxRFormula: Self = "syntax.r-formula"
  /// A range stands for a list of variables.
  package static let syntaxRange: Self = "syntax.range"
  /// A variable stands twice in a framework.
  package static let syntaxRepeatedMember: Self = "syntax.repeated-member"
  /// A framework says twice how it mediates.
  package static let syntaxRepeatedModifier: Self = "syntax.repeated-modifier"
  /// A term stands twice in a formula.
  package static let syntaxRepeatedTerm: Self = "syntax.repeated-term"
  /// A name is a reserved word of R.
  package static let syntaxReservedName: Self = "syntax.reserved-name"
  /// A statement has a second operator.
  package static let syntaxSecondRelation: Self = "syntax.second-relation"
  /// The text is written for semopy.
  package static let syntaxSemopySyntax: Self = "syntax.semopy-syntax"
  /// A blank stands within an operator.
  package static let syntaxSplitOperator: Self = "syntax.split-operator"
  /// The text is written in the language of Stata.
  package static let syntaxStataSyntax: Self = "syntax.stata-syntax"
  /// An expression is nested too deep.
  package static let syntaxTooDeep: Self = "syntax.too-deep"
  /// An expression is too long.
  package static let syntaxTooLong: Self = "syntax.too-long"
  /// The text has more errors than are shown.
  package static let syntaxTooManyErrors: Self = "syntax.too-many-errors"
  /// A plus sign at the end joins nothing.
  package static let syntaxTrailingPlus: Self = "syntax.trailing-plus"
  /// A parenthesis is never closed.
  package static let syntaxUnclosedParenthesis: Self =
    "syntax.unclosed-parenthesis"
  /// A character is not one of the language.
  package static let syntaxUnexpectedCharacter: Self =
    "syntax.unexpected-character"
  /// Text in quotes stands where it cannot.
  package static let syntaxUnexpectedString: Self = "syntax.unexpected-string"
  /// A word or sign stands where it cannot.
  package static let syntaxUnexpectedToken: Self = "syntax.unexpected-token"
  /// The syntax error has no place.
  package static let syntaxUnknown: Self = "syntax.unknown"
  /// A word does not begin a block.
  package static let syntaxUnknownHeader: Self = "syntax.unknown-header"
  /// A sign is not an operator.
  package static let syntaxUnknownOperator: Self = "syntax.unknown-operator"
  /// A stage of several variables has no name.
  package static let syntaxUnnamedStage: Self = "syntax.unnamed-stage"
  /// A closing parenthesis was never opened.
  package static let syntaxUnopenedParenthesis: Self =
    "syntax.unopened-parenthesis"
  /// Front matter has no end.
  package static let syntaxUnterminatedFrontMatter: Self =
    "syntax.unterminated-front-matter"
  /// A name in backquotes has no end.
  package static let syntaxUnterminatedName: Self = "syntax.unterminated-name"
  /// A quote has no end.
  package static let syntaxUnterminatedString: Self =
    "syntax.unterminated-string"
}
