import EffectAnalysis
import Latent

func showEffects(path: String) throws {
  let model = try Model(
    text: """
      visual =~ x1 + x2 + x3
      speed  =~ x7 + x8 + x9
      visual ~ ageyr
      speed  ~ visual + ageyr
      """)
  let result = try model.fit(to: CSVReader().read(contentsOf: path))
  let effects = try result.effects(from: "ageyr", to: "speed")
  for effect in effects.effects {
    print(effect.definition.name(), rounded(effect.unstandardized.estimate))
  }
}
