public import ModelSyntax

extension ParameterTable {
  /// Turns a syntax tree into a parameter table with lavaan's defaults.
  ///
  /// - Parameters:
  ///   - tree: The parsed model text.
  ///   - options: The kind of model and what departs from its defaults.
  /// - Throws: `ModelSyntaxError` with every error found in the meaning of
  ///   the text.
  public init(lowering tree: SyntaxTree, options: ModelOptions)
    throws(ModelSyntaxError)
  {
    var expanded = try tree.writtenOut(options: options)
    if !options.formsComposites { expanded = expanded.withoutComposites }
    var builder = ParameterTableBuilder(expanded, options: options)
    builder.diagnostics += expanded.warnings.dropFirst(tree.warnings.count)
    try builder.throwErrors()
    builder.checkOrdered()
    builder.makeRows()
    builder.checkThresholds()
    try builder.throwErrors()
    // Labels come before effect coding, which depends on the free rows.
    builder.resolveReferences()
    builder.applyGroupEquality()
    builder.shareLabels()
    let codes = builder.applyEffectCoding()
    builder.numberFreeParameters()
    var compiled = builder.makeConstraints(codes)
    let weights = builder.takeWeightConstraints(&compiled.constraints)
    builder.checkExploratory(compiled.constraints)
    try builder.throwErrors()
    self.init(
      rows: builder.rows, groupLabels: builder.groupLabels,
      roles: builder.roles, hasMeanStructure: builder.defaults.hasMeanStructure,
      constraints: compiled.constraints, definitions: compiled.definitions,
      warnings: builder.diagnostics)
    weightConstraints = weights
    for (index, row) in rows.enumerated() where row.op.isConstraint {
      guard let range = row.range else { continue }
      let (name, position) = builder.source.place(at: range.lowerBound)
      if name == builder.source.name { lines[index] = position.line }
    }
    conditionsOnExogenous = builder.defaults.conditionsOnExogenous
    parameterization = options.parameterization
    isCorrelationStructure = options.fitsCorrelations
  }
}

extension ParameterTableBuilder {
  /// Throws the diagnostics found so far if an error is among them.
  func throwErrors() throws(ModelSyntaxError) {
    guard diagnostics.contains(where: { $0.severity == .error }) else {
      return
    }
    throw ModelSyntaxError(
      diagnostics: ModelSyntaxError.limited(diagnostics.inTextOrder),
      source: source)
  }
}
