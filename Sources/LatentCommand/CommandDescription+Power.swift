import RequestSettings

extension CommandDescription {
  static var power: CommandDescription {
    CommandDescription(
      name: "power",
      abstract: "The power of tests, and the cases that they need.",
      discussion: """
        Examples:

          latent power --df 50 --nobs 200
          latent power --df 50 --rmsea-null 0.05 --rmsea 0.01 --power 0.9
          latent power --df 24,22 --rmsea 0.06,0.05 --nobs 300
          latent power population.lav --effect 'x -> m -> y' --power 0.8
          latent power population.lav --effect 'x -> m -> y' --test percentile
          latent power population.lav --effect 'y ~ x' --nobs 128
          latent power population.lav --effect 'y ~ x' --method wald
          latent power population.lav --effect 'y ~ x' --nobs 128 \
        --method likelihood-ratio --detectable true

        The population is a model whose parameters have values, as latent \
        simulate has it. Documentation/Power.md describes it.
        """,
      arguments: [
        Argument(
          name: "population", help: "The population; - reads it from stdin.",
          isOptional: true)
      ],
      sections: [
        Section(title: nil, settings: Setting.powerSettings),
        Section(
          title: "Distributions, categories, missing values, clusters",
          settings: Setting.populationSettings),
        Section(
          title: "Models and fits",
          settings: Setting.replicateSettings.filter { own in
            !(Setting.powerSettings + Setting.populationSettings).contains {
              $0.name == own.name
            }
          }),
      ])
  }
}
