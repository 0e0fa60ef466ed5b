import Foundation
import Latent
import TestSupport

/// The three-factor model and the tables of Validation that tests share.
enum HolzingerModel {
  static let text = """
    visual =~ x1 + x2 + x3
    textual =~ x4 + x5 + x6
    speed =~ x7 + x8 + x9
    """

  /// A table of Validation/data: without a name the complete one.
  static func table(_ name: String = "holzinger-swineford-1939.csv") throws
    -> DataTable
  {
    let url = repositoryURL.appending(path: "Validation/data/\(name)")
    return try CSVReader().read(contentsOf: url.path)
  }
}
