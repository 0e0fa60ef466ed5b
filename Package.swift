// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order in which data flows; each sees only what is
// above it. See Documentation/Architecture.md.

let package = Package(
  name: "Latent",
  platforms: [.macOS(.v15)],
  products: [
    .library(
      name: "Latent",
      targets: [
        "Latent", "EffectAnalysis", "ModelCriticism", "CasePrediction",
        "ProfileLikelihood", "FitComparison", "InvarianceTesting", "Resampling",
        "Plots", "Reporting",
      ]),
    .library(name: "LatentRequests", targets: ["Requests"]),
    .library(name: "LatentDataFiles", targets: ["DataFiles"]),
    .library(
      name: "LatentFactors", targets: ["FactorRotation", "FactorAnalysis"]),
    .library(
      name: "LatentItems",
      targets: [
        "Codebooks", "ItemAnalysis", "ValidityAnalysis", "GroupDifferences",
      ]),
    .executable(name: "latent", targets: ["LatentCommand"]),
    .executable(name: "latent-read", targets: ["DataFileProgram"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Below all.
    .target(
      name: "CLAPACK",
      linkerSettings: [
        .linkedLibrary("lapack", .when(platforms: [.linux])),
        .linkedLibrary("blas", .when(platforms: [.linux])),
        .linkedFramework("Accelerate", .when(platforms: [.macOS])),
      ]),
    .target(name: "CProducts"),
    .target(
      name: "LinearAlgebra",
      dependencies: [
        "CLAPACK", "CProducts",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "Probability",
      dependencies: [.product(name: "RealModule", package: "swift-numerics")]),

    .target(name: "CNumbers"),
    .target(name: "Messages", dependencies: ["CNumbers"]),
    .target(name: "VariableNames"),

    // Text to parameter table.
    .target(
      name: "ModelSyntax", dependencies: ["Messages", "VariableNames"]),
    .target(
      name: "Specification",
      dependencies: [
        "ModelSyntax", "Messages", "VariableNames", "Probability",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // Files to tables, tables to samples.
    .target(
      name: "OrderedMoments",
      dependencies: [
        "LinearAlgebra", "Messages", "Probability",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(name: "TableReading", dependencies: ["Messages"]),
    .target(
      name: "SampleStatistics",
      dependencies: [
        "LinearAlgebra", "Messages", "VariableNames", "OrderedMoments",
        "TableReading",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    .target(
      name: "DataScreening",
      dependencies: ["Messages", "TableReading", "SampleStatistics"]),

    // Factors of correlations, without a model.
    .target(
      name: "FactorRotation",
      dependencies: [
        "LinearAlgebra", "Messages", "Probability",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "FactorAnalysis",
      dependencies: [
        "FactorRotation",
        "LinearAlgebra", "Messages", "Probability",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // Texts of YAML with places; the questionnaire behind a table.
    .target(
      name: "YAMLReading",
      dependencies: [
        "Messages", "ModelSyntax", .product(name: "Yams", package: "Yams"),
      ]),
    .target(
      name: "Codebooks",
      dependencies: [
        "Messages", "ModelSyntax", "TableReading", "YAMLReading",
      ]),

    // Means of groups, without a model.
    .target(
      name: "GroupDifferences",
      dependencies: [
        "Messages", "Probability", "TableReading",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // Parameters to moments, and the fit.
    .target(name: "Optimization", dependencies: ["LinearAlgebra"]),
    .target(
      name: "MomentStructure",
      dependencies: [
        "Messages", "ModelSyntax", "Specification", "LinearAlgebra",
      ]),
    // Models with values: the data that they generate.
    .target(
      name: "Populations",
      dependencies: [
        "LinearAlgebra", "Messages", "Probability", "ModelSyntax",
        "Specification", "TableReading", "MomentStructure", "VariableNames",
      ]),
    .target(
      name: "MomentInformation",
      dependencies: ["LinearAlgebra", "SampleStatistics", "MomentStructure"]),
    .target(
      name: "Discrepancies",
      dependencies: [
        "LinearAlgebra", "Specification", "OrderedMoments",
        "SampleStatistics", "MomentStructure", "Optimization",
        "MomentInformation",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "Estimation",
      dependencies: [
        "Messages", "FactorRotation",
        "LinearAlgebra", "ModelSyntax", "Specification", "MomentStructure",
        "Optimization", "OrderedMoments", "SampleStatistics", "Probability",
        "Discrepancies",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // Fits: what they are asked for, their theory, the fit, and what is asked
    // of it.
    .target(
      name: "FitSettings",
      dependencies: [
        "LinearAlgebra", "Messages", "ModelSyntax", "Specification",
        "TableReading", "OrderedMoments", "SampleStatistics",
        "MomentInformation", "Estimation",
        "VariableNames",
      ]),
    .target(
      name: "AsymptoticInference",
      dependencies: [
        "LinearAlgebra", "ModelSyntax", "Specification", "OrderedMoments",
        "SampleStatistics", "MomentStructure",
        "Optimization", "MomentInformation", "Discrepancies", "Estimation",
        "Probability", "FitSettings",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "ModelFit",
      dependencies: [
        "Messages", "VariableNames", "LinearAlgebra", "FactorRotation",
        "ModelSyntax",
        "Specification", "OrderedMoments", "SampleStatistics",
        "MomentStructure", "Optimization", "MomentInformation", "Discrepancies",
        "Estimation", "Probability",
        "FitSettings", "AsymptoticInference",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "EffectAnalysis",
      dependencies: [
        "VariableNames",
        "Messages", "LinearAlgebra", "ModelSyntax", "Specification",
        "SampleStatistics", "MomentStructure", "Estimation",
        "Probability",
        "FitSettings", "ModelFit", "ProfileLikelihood",
      ]),
    .target(
      name: "ModelCriticism",
      dependencies: [
        "Messages",
        "LinearAlgebra", "ModelSyntax", "Specification", "SampleStatistics",
        "MomentStructure",
        "MomentInformation", "Discrepancies", "Estimation", "Probability",
        "FitSettings", "AsymptoticInference",
        "ModelFit",
      ]),
    .target(
      name: "CasePrediction",
      dependencies: [
        "Messages",
        "VariableNames", "TableReading",
        "LinearAlgebra", "ModelSyntax", "Specification", "SampleStatistics",
        "MomentStructure",
        "Optimization", "Estimation", "Probability", "FitSettings",
        "AsymptoticInference", "ModelFit",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "ProfileLikelihood",
      dependencies: [
        "Messages",
        "LinearAlgebra", "ModelSyntax", "Specification", "SampleStatistics",
        "MomentStructure", "Optimization",
        "Estimation", "Probability", "FitSettings", "AsymptoticInference",
        "ModelFit",
      ]),
    .target(
      name: "FitComparison",
      dependencies: [
        "LinearAlgebra", "Messages", "ModelSyntax", "Specification",
        "SampleStatistics",
        "MomentStructure",
        "Optimization", "MomentInformation", "Estimation", "Probability",
        "FitSettings",
        "AsymptoticInference", "ModelFit",
      ]),
    .target(
      name: "InvarianceTesting",
      dependencies: [
        "Messages",
        "LinearAlgebra", "ModelSyntax", "Specification",
        "Estimation",
        "FitSettings", "ModelFit", "ModelCriticism", "FitComparison",
      ]),
    .target(
      name: "Resampling",
      dependencies: [
        "Messages", "VariableNames",
        "LinearAlgebra", "ModelSyntax", "Specification", "OrderedMoments",
        "SampleStatistics", "TableReading",
        "MomentStructure", "Optimization", "MomentInformation", "Estimation",
        "Probability",
        "FitSettings", "AsymptoticInference", "ModelFit", "EffectAnalysis",
      ]),

    // The facade of fits.
    .target(
      name: "Latent",
      dependencies: [
        "VariableNames", "MomentStructure", "Optimization",
        "LinearAlgebra", "Messages", "ModelSyntax", "Specification",
        "SampleStatistics", "TableReading", "MomentInformation", "Estimation",
        "FitSettings",
        "ModelFit", "FitComparison", "InvarianceTesting",
      ]),

    // Items and scales.
    .target(
      name: "ItemAnalysis",
      dependencies: [
        "Messages", "LinearAlgebra", "Probability", "ModelSyntax",
        "Specification", "TableReading", "Codebooks", "OrderedMoments",
        "SampleStatistics", "FitSettings", "ModelFit", "Latent",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    .target(
      name: "ValidityAnalysis",
      dependencies: [
        "Messages", "LinearAlgebra", "Probability", "ModelSyntax",
        "Specification", "TableReading", "Estimation", "FitSettings",
        "ModelFit", "FitComparison", "ItemAnalysis", "Latent",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // What people read.
    .target(name: "Plots", dependencies: ["Messages"]),
    .target(
      name: "PathDiagrams",
      dependencies: [
        "Messages", "VariableNames", "ModelSyntax", "Specification", "ModelFit",
        "Plots",
      ]),
    .target(
      name: "ReportRendering",
      dependencies: ["Messages", "Specification", "Plots"]),
    .target(
      name: "Reporting",
      dependencies: [
        "LinearAlgebra", "Messages", "Probability", "ModelSyntax",
        "Specification",
        "TableReading", "DataScreening", "FactorRotation", "FactorAnalysis",
        "ItemAnalysis", "ValidityAnalysis", "GroupDifferences",
        "OrderedMoments", "SampleStatistics", "MomentInformation", "Estimation",
        "FitSettings",
        "ModelFit",
        "EffectAnalysis",
        "ModelCriticism", "CasePrediction", "ProfileLikelihood",
        "FitComparison",
        "InvarianceTesting", "Resampling", "Plots", "ReportRendering",
      ]),
    .target(
      name: "Publication",
      dependencies: [
        "Messages", "VariableNames", "LinearAlgebra", "ModelSyntax",
        "Specification", "SampleStatistics", "DataScreening", "FactorAnalysis",
        "FactorRotation", "Codebooks", "ItemAnalysis", "ValidityAnalysis",
        "GroupDifferences", "Estimation", "FitSettings", "ModelFit",
        "EffectAnalysis", "FitComparison", "InvarianceTesting",
        "ReportRendering", "Reporting",
      ]),
    .target(name: "Explanations", dependencies: ["Messages"]),
    .target(
      name: "CArchive",
      linkerSettings: [.linkedLibrary("minizip"), .linkedLibrary("z")]),
    .target(
      name: "Documents",
      dependencies: ["CArchive", "Messages", "Plots", "ReportRendering"]),
    // What is asked for, from options and front matter to results.
    .target(name: "CFileMarks"),
    .target(
      name: "RequestSettings",
      dependencies: [
        "CFileMarks", "Messages", "VariableNames", "ModelSyntax",
        "Specification", "TableReading", "OrderedMoments", "MomentInformation",
        "Estimation",
        "SampleStatistics", "FitSettings",
        "ModelFit", "EffectAnalysis", "ModelCriticism", "CasePrediction",
        "ProfileLikelihood", "FitComparison", "InvarianceTesting", "Plots",
        "FactorRotation", "FactorAnalysis", "Codebooks", "ItemAnalysis",
        "GroupDifferences", "PathDiagrams",
        "ReportRendering", "Reporting", "Publication",
      ]),
    .target(
      name: "Requests",
      dependencies: [
        "Messages", "VariableNames", "LinearAlgebra", "ModelSyntax",
        "Specification", "OrderedMoments", "SampleStatistics", "TableReading",
        "Codebooks", "ItemAnalysis", "ValidityAnalysis", "DataScreening",
        "FactorRotation", "FactorAnalysis", "GroupDifferences", "Estimation",
        "FitSettings",
        "ModelFit", "EffectAnalysis",
        "ModelCriticism", "CasePrediction", "ProfileLikelihood",
        "FitComparison",
        "InvarianceTesting", "Resampling", "Plots", "PathDiagrams",
        "ReportRendering", "Reporting", "Publication", "Documents", "Latent",
        "RequestSettings",
      ]),
    // A study in one file: its steps are analyses, its documents reports.
    .target(
      name: "Studies",
      dependencies: [
        "Messages", "LinearAlgebra", "Probability", "VariableNames",
        "ModelSyntax", "Specification", "TableReading", "YAMLReading",
        "Codebooks", "ItemAnalysis", "FitSettings", "ModelFit",
        "EffectAnalysis", "ReportRendering", "Reporting", "Latent",
        "RequestSettings", "Requests",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    // Grids of simulated data and fits, and what comes of them.
    // Work in shards: manifests, scripts, states. They know nothing of what the
    // work computes.
    .target(name: "Clusters", dependencies: ["TableReading"]),
    .target(
      name: "MonteCarlo",
      dependencies: [
        "Clusters", "Messages", "LinearAlgebra", "Probability", "ModelSyntax",
        "Specification", "TableReading", "YAMLReading", "SampleStatistics",
        "MomentStructure", "Optimization", "Estimation", "FitSettings",
        "AsymptoticInference", "ModelFit", "Plots", "Populations",
        "ReportRendering",
        "Resampling",
        "Latent", "RequestSettings", "Requests",
      ]),
    // Power and numbers of cases, by noncentrality and by simulation.
    .target(
      name: "PowerAnalysis",
      dependencies: [
        "Messages", "VariableNames", "LinearAlgebra", "Probability",
        "ModelSyntax", "Specification", "TableReading", "Estimation",
        "FitSettings", "ModelFit", "ModelCriticism", "Resampling",
        "Populations", "Plots", "ReportRendering", "Latent", "MonteCarlo",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "StudyReports",
      dependencies: [
        "Messages", "Specification", "Codebooks", "ModelFit", "Plots",
        "PathDiagrams",
        "ReportRendering", "Publication", "Requests", "Studies",
      ]),
    .target(
      name: "Validation",
      dependencies: [
        "LinearAlgebra", "Messages", "ModelSyntax", "Specification",
        "SampleStatistics", "Estimation", "FitSettings", "ModelFit",
        "ModelCriticism", "CasePrediction", "Reporting", "RequestSettings",
        "Requests",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(name: "CProcess"),
    .executableTarget(
      name: "LatentCommand",
      dependencies: [
        "CProcess", "Clusters", "Messages", "LinearAlgebra", "ModelSyntax",
        "Specification", "TableReading", "Resampling", "Reporting", "Latent",
        "Explanations", "MonteCarlo", "Plots", "Populations", "PowerAnalysis",
        "ReportRendering", "RequestSettings", "Requests", "Studies",
        "StudyReports", "Validation",
      ]),

    // Data files of other programs: a library, and the program that reads them
    // for the command, which links none of their libraries.
    .target(
      name: "CReadStat", linkerSettings: [.linkedLibrary("readstat")]),
    .target(
      name: "CSpreadsheet",
      linkerSettings: [.linkedLibrary("zip"), .linkedLibrary("expat")]),
    .target(
      name: "CSandbox",
      linkerSettings: [.linkedLibrary("seccomp", .when(platforms: [.linux]))]),
    .target(
      name: "DataFiles",
      dependencies: ["CReadStat", "CSpreadsheet", "Messages", "TableReading"]),
    .executableTarget(
      name: "DataFileProgram",
      dependencies: ["CSandbox", "DataFiles", "Messages", "TableReading"]),

    // Benchmarks: here, and not a package of their own, for the seams that
    // `package` access opens.
    .target(name: "AllocationCounter", path: "Benchmarks/AllocationCounter"),
    .executableTarget(
      name: "LatentBenchmarks",
      dependencies: [
        "Latent", "FitSettings", "AsymptoticInference", "ModelFit",
        "EffectAnalysis", "Resampling", "Estimation", "MomentStructure",
        "OrderedMoments", "Optimization", "Specification", "LinearAlgebra",
        "Probability", "FactorRotation", "FactorAnalysis",
        "SampleStatistics", "Populations", "MonteCarlo", "AllocationCounter",
        "LatentModules",
      ],
      path: "Benchmarks/LatentBenchmarks"),
    .target(
      name: "LatentModules",
      dependencies: [
        "AsymptoticInference", "CasePrediction", "Discrepancies",
        "EffectAnalysis",
        "Estimation", "FitComparison", "FitSettings", "InvarianceTesting",
        "LinearAlgebra", "ModelCriticism", "ModelFit", "ModelSyntax",
        "MomentInformation", "Plots",
        "Reporting", "Resampling", "SampleStatistics", "Specification",
        "TableReading",
      ],
      path: "Tests/LatentModules"),

    // Tests.
    .target(
      name: "TestSupport",
      dependencies: ["LinearAlgebra", "Messages", "TableReading"],
      path: "Tests/TestSupport"),
    .target(
      name: "DocumentTestSupport",
      dependencies: ["Messages", "FitSettings", "TestSupport"],
      path: "Tests/DocumentTestSupport"),
    .target(
      name: "ModelTestSupport",
      dependencies: [
        "LinearAlgebra", "ModelSyntax", "Specification", "MomentStructure",
      ],
      path: "Tests/ModelTestSupport"),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["CProducts", "LinearAlgebra", "TestSupport"]),
    .testTarget(
      name: "ProbabilityTests", dependencies: ["Probability", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "OptimizationTests",
      dependencies: ["LinearAlgebra", "Optimization", "TestSupport"]),
    .testTarget(
      name: "FactorAnalysisTests",
      dependencies: [
        "FactorAnalysis", "FactorRotation", "LinearAlgebra", "Messages",
        "Probability", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "OrderedMomentsTests",
      dependencies: [
        "LinearAlgebra", "Messages", "OrderedMoments", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "MessagesTests", dependencies: ["Messages", "TestSupport"]),
    .testTarget(
      name: "ModelSyntaxTests", dependencies: ["Messages", "ModelSyntax"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SpecificationTests",
      dependencies: [
        "Messages", "ModelSyntax", "Specification", "VariableNames",
        "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "TableReadingTests",
      dependencies: [
        "Messages", "TableReading", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "DataFilesTests",
      dependencies: ["DataFiles", "DataScreening", "Messages", "TableReading"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "CodebooksTests",
      dependencies: [
        "Codebooks", "Messages", "ModelSyntax", "TableReading",
      ]),
    .testTarget(
      name: "ItemAnalysisTests",
      dependencies: [
        "Codebooks", "ItemAnalysis", "Messages", "TableReading", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "GroupDifferencesTests",
      dependencies: [
        "GroupDifferences", "Messages", "Probability", "TableReading",
        "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ValidityAnalysisTests",
      dependencies: [
        "FitComparison", "LinearAlgebra", "Messages", "ModelFit",
        "TableReading", "TestSupport", "ValidityAnalysis", "Latent",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SampleStatisticsTests",
      dependencies: [
        "Messages",
        "LinearAlgebra", "SampleStatistics", "TableReading", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PopulationsTests",
      dependencies: [
        "LinearAlgebra", "Messages", "ModelSyntax", "Populations",
        "Probability", "Specification", "TableReading",
      ]),
    .testTarget(
      name: "MomentStructureTests",
      dependencies: [
        "Messages",
        "LinearAlgebra", "ModelSyntax", "Specification", "MomentStructure",
        "ModelTestSupport", "TestSupport",
      ]),
    .testTarget(
      name: "EstimationTests",
      dependencies: [
        "Messages",
        "LinearAlgebra", "Probability", "ModelSyntax", "Specification",
        "MomentStructure", "Optimization", "OrderedMoments",
        "MomentInformation", "Discrepancies", "Estimation",
        "ModelTestSupport", "SampleStatistics", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "InferenceTests",
      dependencies: [
        "Messages",
        "LinearAlgebra", "Probability", "ModelSyntax", "Specification",
        "SampleStatistics", "MomentStructure", "Optimization",
        "MomentInformation", "Discrepancies", "Estimation",
        "FitSettings", "AsymptoticInference", "ModelFit", "EffectAnalysis",
        "ModelCriticism", "CasePrediction",
        "FitComparison", "Resampling",
        "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(name: "PlotsTests", dependencies: ["Plots"]),
    .testTarget(
      name: "DocumentsTests",
      dependencies: ["Documents", "Messages", "Plots", "ReportRendering"]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "LinearAlgebra", "Messages", "ModelSyntax", "Specification",
        "SampleStatistics", "TableReading", "MomentStructure", "Optimization",
        "Estimation", "FitSettings", "ModelFit", "EffectAnalysis",
        "FitComparison", "Resampling", "Plots", "ReportRendering", "Reporting",
        "TestSupport",
      ]),
    .testTarget(
      name: "PublicationTests",
      dependencies: [
        "Codebooks", "EffectAnalysis", "FactorAnalysis", "FitComparison",
        "InvarianceTesting", "Latent", "LinearAlgebra", "ModelFit",
        "Publication", "ReportRendering", "Reporting", "RequestSettings",
        "Requests", "TestSupport", "ValidityAnalysis",
      ]),
    .testTarget(
      name: "LatentTests",
      dependencies: [
        "Messages",
        "LinearAlgebra", "ModelSyntax", "TableReading", "Optimization",
        "FactorRotation", "Latent", "Specification", "Estimation",
        "FitSettings", "ModelFit",
        "EffectAnalysis", "ModelCriticism",
        "CasePrediction", "ProfileLikelihood", "Probability", "FitComparison",
        "Resampling", "InvarianceTesting", "ReportRendering", "Reporting",
        "ModelTestSupport",
        "LatentModules", "DocumentTestSupport", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RequestTests",
      dependencies: [
        "Messages", "ModelSyntax", "Specification", "FitSettings", "Latent",
        "ReportRendering", "Reporting", "RequestSettings", "Requests",
        "DocumentTestSupport", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "StudiesTests",
      dependencies: [
        "Codebooks", "Documents", "Explanations", "Messages", "ModelSyntax",
        "ReportRendering", "RequestSettings", "Requests", "Studies",
        "StudyReports",
        "TableReading", "TestSupport",
      ]),
    .testTarget(name: "ClustersTests", dependencies: ["Clusters"]),
    .testTarget(
      name: "MonteCarloTests",
      dependencies: [
        "Clusters", "Latent", "LinearAlgebra", "Messages", "ModelFit",
        "MonteCarlo",
      ]),
    .testTarget(
      name: "PowerAnalysisTests",
      dependencies: [
        "FitSettings", "Latent", "Messages", "ModelSyntax", "Populations",
        "Plots", "PowerAnalysis", "ReportRendering",
      ]),
    .testTarget(
      name: "ValidationTests", dependencies: ["Validation", "TestSupport"]),
    .testTarget(
      name: "PathDiagramsTests",
      dependencies: [
        "Latent", "ModelSyntax", "PathDiagrams", "Plots", "Requests",
        "Specification", "DocumentTestSupport",
      ],
      exclude: ["Gallery"]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Explanations", "Messages", "Latent", "LatentCommand", "FitSettings",
        "ModelFit", "ReportRendering", "RequestSettings", "Requests",
        "DocumentTestSupport", "TestSupport",
      ],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)

// One set of strict settings for every Swift target.
let targetsInC = [
  "CLAPACK", "CProducts", "CNumbers", "CFileMarks", "CProcess", "CReadStat",
  "CSpreadsheet", "CSandbox", "CArchive", "AllocationCounter",
]
for target in package.targets where !targetsInC.contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
}

// Kernels are optimized in the debug builds of the tests, which takes less than
// it saves. The Makefile sets the variable, so that no client ever sees the
// unsafe flag.
if Context.environment["LATENT_OPTIMIZED_KERNELS"] != nil {
  let kernels = [
    "LinearAlgebra", "Probability", "OrderedMoments", "SampleStatistics",
    "MomentStructure", "Optimization", "MomentInformation", "Discrepancies",
    "Estimation", "FactorRotation",
  ]
  for target in package.targets where kernels.contains(target.name) {
    target.swiftSettings?.append(
      .unsafeFlags(["-O"], .when(configuration: .debug)))
  }
}

// The fuzz targets, which need unsafe flags: scripts/fuzz sets the variable, so
// that no client ever sees them.
if Context.environment["LATENT_FUZZING"] != nil {
  package.targets.append(
    .executableTarget(
      name: "LatentFuzz",
      dependencies: [
        "LinearAlgebra", "ModelSyntax", "Specification", "TableReading",
        "SampleStatistics", "Latent", "RequestSettings", "Requests",
      ],
      path: "Tests/Fuzzing", exclude: ["Corpus", "Dictionaries"]))
  for target in package.targets where target.type != .test {
    let flags = ["-sanitize=fuzzer,address"]
    if !targetsInC.contains(target.name) {
      target.swiftSettings =
        (target.swiftSettings ?? []) + [.unsafeFlags(flags)]
    }
    if target.name == "LatentFuzz" {
      target.linkerSettings = [.unsafeFlags(flags + ["-use-ld=lld"])]
    }
  }
}
