// The types that `import Latent` shows besides the module's own declarations:
// those that models, data, options, fits and errors are made of.
// `scripts/public-face` counts them. Analyses of fits come with separate
// modules: EffectAnalysis, ModelCriticism, CasePrediction, ProfileLikelihood,
// FitComparison, InvarianceTesting, Resampling, Plots, Reporting.
@_exported public import enum Estimation.BoundsKind
@_exported public import struct Estimation.EstimationOptions
@_exported public import enum Estimation.Estimator
@_exported public import struct Estimation.ImpliedMoments
@_exported public import enum Estimation.Likelihood
@_exported public import enum FitSettings.EstimatorPreset
@_exported public import struct FitSettings.FitOptions
@_exported public import enum FitSettings.H1Information
@_exported public import enum FitSettings.MissingTreatment
@_exported public import enum FitSettings.ObservedInformation
@_exported public import enum FitSettings.StandardErrorKind
@_exported public import enum FitSettings.TestKind
@_exported public import struct FitSettings.TestResult
@_exported public import struct LinearAlgebra.Matrix
@_exported public import struct Messages.LatentError
@_exported public import enum Messages.LatentVersion
@_exported public import struct Messages.LatentWarning
@_exported public import struct ModelFit.Fit
@_exported public import struct ModelFit.FitMeasures
@_exported public import struct ModelFit.ParameterEstimate
@_exported public import struct ModelFit.StandardizedValue
@_exported public import enum ModelSyntax.ModelOperator
@_exported public import enum MomentInformation.InformationKind
@_exported public import enum SampleStatistics.MomentDivisor
@_exported public import struct SampleStatistics.MomentMatrixReader
@_exported public import enum SampleStatistics.MomentSource
@_exported public import enum SampleStatistics.ProductCentering
@_exported public import struct SampleStatistics.Sample
@_exported public import struct SampleStatistics.SampleMoments
@_exported public import enum SampleStatistics.WeightNormalization
@_exported public import enum Specification.GroupEquality
@_exported public import enum Specification.ModelKind
@_exported public import struct Specification.ModelOptions
@_exported public import struct Specification.ParameterKey
@_exported public import enum Specification.ProductPairing
@_exported public import enum Specification.ResponseParameterization
@_exported public import struct TableReading.CSVReader
@_exported public import struct TableReading.DataTable
@_exported public import enum TableReading.DecimalMark
@_exported public import enum TableReading.Delimiter
@_exported public import enum TableReading.TextEncoding
