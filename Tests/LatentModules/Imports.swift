// The library as its tests and benchmarks see it: more than `import Latent`
// shows.
@_exported public import AsymptoticInference
@_exported public import CasePrediction
@_exported public import Discrepancies
@_exported public import EffectAnalysis
@_exported public import Estimation
@_exported public import FitComparison
@_exported public import FitSettings
@_exported public import InvarianceTesting
@_exported public import LinearAlgebra
@_exported public import ModelCriticism
@_exported public import ModelFit
@_exported public import ModelSyntax
@_exported public import MomentInformation
@_exported public import Plots
@_exported public import Reporting
@_exported public import Resampling
@_exported public import SampleStatistics
@_exported public import Specification
@_exported public import TableReading
