import RequestSettings

extension CommandDescription {
  static var simulate: CommandDescription {
    CommandDescription(
      name: "simulate", abstract: "Data of a population: a model with values.",
      discussion: """
        Examples:

          latent simulate population.lav --nobs 128 --seed 1 --output d.csv
          latent simulate population.lav --nobs 200 --population standardized
          latent simulate model.lav --from fit.json --nobs 500
          latent simulate population.lav --nobs 100,200 --group-label a,b
          latent simulate population.lav --nobs 300 --missing-share x1=0.2

        The population is a model whose parameters have values: `f =~ 0.7*x1`. \
        What is left open: variances of variables that nothing explains are 1, \
        covariances, means and intercepts 0. Residual variances have values, or \
        follow from variances of 1 with --population standardized. \
        Documentation/Simulation.md describes it.
        """,
      arguments: [
        Argument(
          name: "population", help: "The population; - reads it from stdin.")
      ],
      sections: [
        Section(
          title: nil,
          settings: Setting.simulationSettings.filter {
            !Setting.populationSettings.map(\.name).contains($0.name)
          }),
        Section(
          title: "Distributions, categories, missing values, clusters",
          settings: Setting.populationSettings),
      ])
  }

  static var monteCarlo: CommandDescription {
    CommandDescription(
      name: "montecarlo",
      abstract: "Bias, coverage and power, by simulated data and fits.",
      discussion: """
        Examples:

          latent montecarlo study.yaml
          latent montecarlo study.yaml --output results.json
          latent montecarlo study.yaml --replicates-file r.csv
          latent montecarlo study.yaml --shard 1/2 --replicates-file a.csv
          latent montecarlo study.yaml --merge a.csv,b.csv
          latent montecarlo study.yaml --slurm run --shards 100

        The file names populations, numbers of cases, models and options of \
        fits; each goes with every other. Documentation/Simulation.md describes \
        it. Results are the same on any number of threads and in any shards.
        """,
      arguments: [Argument(name: "study", help: "The study file.")],
      sections: [
        Section(title: nil, settings: Setting.monteCarloSettings),
        clusterSection,
      ])
  }
}
