extension Setting {
  /// The options for the files that model files may name.
  static let accessSettings: [Setting] = [
    truth(
      "allow-outside",
      "May the model file name files to read outside of its folder?"
    ) { $1.allowsOutside = $0 }
  ]
}
