// Fits a model to arrays in memory, prints a table, and shows what errors say.
import Foundation
import Latent

do {
  try fitAbilities()
  try fitCorrelations()
} catch {
  print(error)
  exit(1)
}
showErrors()
