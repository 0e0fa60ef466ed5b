import RequestSettings

extension CommandDescription {
  /// The command of an analysis.
  init(_ analysis: Analysis) {
    name = analysis.rawValue
    abstract = Self.abstract(of: analysis)
    discussion = Self.discussion(of: analysis)
    arguments = Self.arguments(of: analysis)
    sections = analysis.sections.map {
      Section(
        title: $0.title.map(CommandText.label), settings: $0.section.settings)
    }
    if analysis == .bootstrap { sections.append(Self.clusterSection) }
  }

  private static func arguments(of analysis: Analysis) -> [Argument] {
    let model = Argument(
      name: "model", help: "The model file; - reads it from stdin.")
    switch analysis {
    case .compare:
      return [
        Argument(
          name: "model",
          help: "Two or more model files; a last one .csv or .tsv is the data.",
          isOptional: true, isRepeated: true)
      ]
    case .parse: return [model]
    case .codebook:
      return [
        Argument(
          name: "action", help: "new, check or model.",
          kind: .choice(["new", "check", "model"])),
        Argument(
          name: "file",
          help: "The data file for new, else the codebook: YAML, CSV or a "
            + "workbook."),
        Argument(
          name: "data", help: "The data file, for check.", isOptional: true),
      ]
    default:
      let data = Argument(
        name: "data",
        help:
          "The data file: CSV, TSV, or that of SPSS, Stata, SAS or Excel; - reads "
          + "it from stdin.",
        isOptional: true)
      return analysis.takesModel ? [model, data] : [data]
    }
  }

  private static func abstract(of analysis: Analysis) -> String {
    switch analysis {
    case .fit: "Fit a model to data."
    case .bootstrap: "Bootstrap the estimates, effects and fit of a model."
    case .effects: "Direct, indirect, total and conditional effects."
    case .compare: "Compare models of the same data."
    case .invariance: "Measurement invariance across groups, step by step."
    case .test: "Wald and score tests of a model's restrictions."
    case .predict: "Factor scores and predicted values of every case."
    case .correlations: "Polychoric, polyserial and Pearson correlations."
    case .efa: "Exploratory factors: how many, their loadings, rotations."
    case .data: "What a data file holds, and its conversion to CSV."
    case .items: "Items and scales: reliability, distributions, scores."
    case .groups: "Means of groups: tests, effect sizes, letters of pairs."
    case .validity: "Convergent and discriminant validity of constructs."
    case .diagram: "The path diagram of a model, or of its fit."
    case .codebook: "A questionnaire's codebook: draft, check, model."
    case .parse: "Check a model file, and show how it is read."
    }
  }

  private static func discussion(of analysis: Analysis) -> String {
    switch analysis {
    case .fit:
      """
      Examples:

        latent fit model.lav data.csv
        latent fit model.lav data.csv --kind growth --estimator GLS
        latent fit model.lav data.csv --group school --group-equal loadings
        latent fit model.lav --cov cov.csv --nobs 301 --means means.csv
        latent fit model.lav data.csv --format json --output fit.json
        latent fit model.lav data.csv --se bootstrap --bootstrap 5000

      Options have lavaan's names with dashes for dots, and always take a \
      value. In the model file they can stand between two lines `---` at the \
      top, one a line: `estimator: GLS`. Options here win over those.
      """
    case .bootstrap:
      """
      Examples:

        latent bootstrap model.lav data.csv
        latent bootstrap model.lav data.csv --bootstrap 10000 --boot-ci bca
        latent bootstrap model.lav data.csv --bootstrap-kind bollen.stine
        latent bootstrap model.lav data.csv --checkpoint run.csv
        latent bootstrap model.lav data.csv --replicates 1-2500 --draws a.csv
        latent bootstrap model.lav data.csv --from-draws a.csv,b.csv
        latent bootstrap model.lav data.csv --slurm run --shards 20
        latent bootstrap model.lav data.csv --plot ab.svg --plot-of ab

      Replicate k of a seed is the same on any number of threads and in any \
      part. All options of `latent fit` are understood. Ctrl-C keeps what \
      --checkpoint or --draws name; the same command with --checkpoint goes on.
      """
    case .effects:
      """
      Examples:

        latent effects model.lav data.csv --from network --to growth
        latent effects model.lav --from tie1,tie2 --to growth --bootstrap 5000
        latent effects model.lav --from x --to y --center x,w --at w=-1,0,1
        latent effects model.lav --from x --to y --at percentiles
        latent effects model.lav --from x --to y --plot w.svg

      The model is fitted as `latent fit` does; no := lines are needed. \
      Every path from one variable to the other is an effect of its own. \
      Where products x:w moderate a path, conditional effects and the index \
      of moderated mediation follow. Intervals are those of the delta method \
      and of Monte Carlo draws; with --bootstrap those of one set of bootstrap \
      draws.
      """
    case .compare:
      """
      Examples:

        latent compare full.lav partial.lav direct.lav data.csv
        latent compare configural.lav weak.lav strong.lav
        latent compare a.lav b.lav --data data.txt --estimator GLS

      Fits every model and prints one table: fit, tests of the chi-square \
      difference between nested models, information criteria, and which model \
      holds. Whether models are nested is found numerically.

      The data are a last argument that ends in .csv or .tsv, --data or \
      --cov, or those that the front matter of all model files names. Options \
      here apply to all models and win over front matter, whose options of \
      output do not count.
      """
    case .invariance:
      """
      Examples:

        latent invariance model.lav data.csv --group school
        latent invariance model.lav data.csv --group school --partial true
        latent invariance model.lav --group g --steps loadings,intercepts
        latent invariance model.lav --group g --steps loadings+intercepts,means

      Each step holds more equal across the groups: loadings (metric), \
      intercepts (scalar), residual variances (strict), latent means. It is \
      compared with the step before. Where a step does not hold, score tests \
      show which equalities strain it most; --partial true releases them one \
      at a time.
      """
    case .test:
      """
      Examples:

        latent test model.lav data.csv --wald 'a == b; c == 0'
        latent test model.lav data.csv --score true
        latent test model.lav data.csv --release 1,3 --epc true
        latent test model.lav data.csv --add 'visual =~ x9; x1 ~~ x4'

      --wald asks whether estimates meet equalities that the model does not \
      impose; --score, what releasing those that it does impose would \
      change; --add, what parameters that it does not have would change. \
      The model is fitted as `latent fit` does.
      """
    case .predict:
      """
      Examples:

        latent predict model.lav data.csv
        latent predict model.lav data.csv --method bartlett --output s.csv
        latent predict model.lav data.csv --standard-errors true
        latent predict model.lav data.csv --type ov

      Writes a line for every row of the data, in their order; rows that the \
      fit does not use have empty cells. The model is fitted as `latent fit` \
      does.
      """
    case .correlations:
      """
      Examples:

        latent correlations data.csv --vars u1,u2,u3 --ordered true
        latent correlations data.csv --vars u1,u2,x --ordered u1,u2 --group g
        latent correlations data.csv --ordered u1,u2 --tables true
        latent correlations data.csv --vars x,y,z --format csv

      Correlations of the normal responses behind ordered variables: \
      polychoric, polyserial with a continuous variable; Pearson's of two \
      continuous ones. With standard errors, thresholds, and for every pair of \
      ordered variables tests of their bivariate normal distribution. Nothing \
      is smoothed: where the matrix is not positive definite, a warning says so.
      """
    case .efa:
      """
      Examples:

        latent efa data.csv --vars x1,x2,x3,x4,x5,x6,x7,x8,x9 --factors 1:4
        latent efa survey.sav --factors 3 --rotation oblimin --sort true
        latent efa data.csv --extraction pc --rotation varimax --suppress .4
        latent efa items.csv --ordered true --factors 2 --standard-errors true
        latent efa survey.sav --codebook codebook.yaml --missing fiml
        latent efa data.csv --factors 3 --rotation target --target target.csv

      Shows whether correlations are worth factoring (KMO, Bartlett's test), \
      how many factors there may be (eigenvalues, parallel analysis, MAP, the \
      fit of each number), and the factors: communalities, variance explained, \
      rotated loadings, and of oblique rotations the factors' correlations \
      and the structure. --plot draws the scree plot.
      """
    case .data:
      """
      Examples:

        latent data survey.sav
        latent data survey.sav --values true
        latent data survey.xlsx --sheet Answers --to survey.csv
        latent data survey.dta --encoding gb18030 --format json

      Shows the variables with their labels, types, ranges and missing values, \
      and what is likely to be a mistake: codes nobody declared, values without \
      a label beside labelled ones, constant or repeated variables, repeated \
      cases, cases with one answer to all items. --to writes the table as CSV. \
      Files of SPSS (.sav, .zsav, .por), Stata (.dta), SAS (.sas7bdat, .xpt) and \
      workbooks (.xlsx) are read by every command.
      """
    case .items:
      """
      Examples:

        latent items survey.sav --codebook codebook.yaml
        latent items data.csv --scales 'trust=tr1,tr2,tr3; growth=cg1..cg4'
        latent items data.csv --codebook c.yaml --ordered true --language zh
        latent items data.csv --codebook c.yaml --parcels 3 --to scores.csv

      Per item: missing answers, moments, floor and ceiling, distribution. Per \
      scale: Cronbach's alpha, McDonald's omega (hierarchical for scales of \
      dimensions; of ordered items by Green and Yang), composite reliability, \
      average variance extracted, split halves, item-total correlations, alpha \
      if deleted. The scales' correlations, Mardia's skewness and kurtosis, \
      cases far from the others. --to writes scores and parcels.
      """
    case .groups:
      """
      Examples:

        latent groups survey.sav --codebook codebook.yaml --by district,stage
        latent groups data.csv --by region --vars age,size
        latent groups data.csv --by region --scales 'trust=tr1,tr2,tr3'
        latent groups data.csv --vars size,age --early-late 0.25
        latent groups data.csv --vars size,age --early-late 0.5 --order-by day

      Per group: number, mean, standard deviation, interval, letters of what \
      does not differ. Fisher's and Welch's analyses of variance, Levene's test, \
      eta and omega squared; of each pair Student's and Welch's t, Cohen's d, \
      Hedges' g, Tukey and Kramer's and Games and Howell's tests. --early-late \
      compares the first and the last respondents, of whom the last stand for \
      those who never answered (Armstrong & Overton, 1977).
      """
    case .validity:
      """
      Examples:

        latent validity measurement.lav data.csv
        latent validity measurement.lav data.csv --estimator MLR
        latent validity measurement.lav data.csv --htmt-bootstrap 5000
        latent validity measurement.lav survey.sav --codebook codebook.yaml
        latent validity measurement.lav data.csv --marker mk1,mk2,mk3

      Of the constructs that observed items measure, each its own: loadings, \
      CR, AVE, MSV and ASV, Fornell and Larcker's criterion, HTMT and HTMT2 with \
      bootstrap intervals, tests of pairs taken as one, competing measurement \
      models (one factor, fewer constructs, second order, bifactor), Harman's \
      single factor, a method factor and a marker variable. The correlated constructs are fitted by the model's \
      estimator; regressions of the model do not count.
      """
    case .diagram:
      """
      Examples:

        latent diagram model.lav --output model.svg
        latent diagram model.lav data.csv --output fit.pdf --size double
        latent diagram model.lav data.csv --values b,se,stars --part structure
        latent diagram model.lav --conceptual true --output framework.png
        latent diagram model.lav --save-layout model.layout
        latent diagram model.lav --layout model.layout --output model.tex

      With data the model is fitted as `latent fit` does, and arrows show \
      estimates; without, they show labels. Factors have their indicators \
      outside, causes stand left of outcomes; nothing needs to be moved, and \
      places in a layout file move what shall stand elsewhere. PDF and PNG need \
      the program rsvg-convert.
      """
    case .codebook:
      """
      Examples:

        latent codebook new survey.sav --output codebook.yaml
        latent codebook check codebook.yaml survey.sav
        latent codebook model codebook.yaml --output model.lav

      A codebook is a small text file in YAML, or a table with a row for each \
      item: items with their wording in any languages, scale, reversed or \
      ordered answers, codes of missing values, and the constructs that they \
      measure. new drafts one for a data file, to be edited; check compares it \
      with the data; model writes the measurement model. All commands take it \
      as --codebook.
      """
    case .parse:
      """
      Examples:

        latent parse model.lav
        latent parse model.lav --format json
        latent parse model.lav --expand true
        latent parse model.lav --expand table --kind cfa

      Without --expand it shows what the text says and nothing else. With \
      --expand true it writes arrows, frameworks and effects out as plain \
      lavaan syntax. With --expand table it shows the whole parameter table, \
      what the default rules add included, as --expand true does in json.
      """
    }
  }
}
