// The code of the articles in Sources/Latent/Latent.docc, compiled and run.
// scripts/check-docs compares the articles with these files.
import Foundation
import Latent

let models = URL(filePath: #filePath)
  .appending(path: "../../../../../Models").standardizedFileURL.path()
let abilities = models + "/holzinger-swineford/data.csv"
let wheaton = models + "/wheaton/covariance.csv"

try getStarted(path: abilities)
try fitArrays()
try fitCovariances(path: wheaton)
try compareGroups(path: abilities)
try fitOrdered(path: models + "/cluster-growth/firms.csv")
try chooseOptions(path: abilities)
try treatMissingValues(path: abilities)
try showEffects(path: abilities)
let result = try Model(text: "visual =~ x1 + x2 + x3 + x9").fit(
  to: CSVReader().read(contentsOf: abilities))
readVerdicts(result)
readParameters(result)
try readMoments(result)
try profileLikelihood(result)
showSyntaxErrors()
showEveryError(path: abilities)
