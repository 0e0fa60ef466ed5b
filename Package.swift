// swift-tools-version: 6.2
import PackageDescription

// Targets stand in the order in which data flows; each sees only what is
// above it. See Documentation/Architecture.md.

let package = Package(
  name: "Latent",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Latent", targets: ["Latent"]),
    .executable(name: "latent", targets: ["LatentCommand"]),
  ],
  dependencies: [
    .package(
      url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
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
    .target(
      name: "LinearAlgebra",
      dependencies: [
        "CLAPACK", .product(name: "RealModule", package: "swift-numerics"),
      ]),
    .target(
      name: "Probability",
      dependencies: [.product(name: "RealModule", package: "swift-numerics")]),

    .target(name: "NameMatching"),

    // Text to parameter table.
    .target(name: "ModelSyntax", dependencies: ["NameMatching"]),
    .target(
      name: "Specification",
      dependencies: [
        "ModelSyntax", "NameMatching", "Probability",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // Files to moments.
    .target(name: "SampleData", dependencies: ["NameMatching"]),

    // Parameters to moments, and the fit.
    .target(
      name: "MomentStructure",
      dependencies: ["Specification", "LinearAlgebra"]),
    .target(name: "Optimization", dependencies: ["LinearAlgebra"]),
    .target(
      name: "Estimation", dependencies: ["MomentStructure", "Optimization"]),
    .target(
      name: "Inference",
      dependencies: [
        "Estimation", "Probability", "SampleData",
        .product(name: "RealModule", package: "swift-numerics"),
      ]),

    // What people read.
    .target(name: "Reporting", dependencies: ["Inference"]),
    .target(
      name: "Latent",
      dependencies: [
        "Reporting", "Inference", "ModelSyntax", "Specification", "SampleData",
        "NameMatching",
      ]),
    .executableTarget(
      name: "LatentCommand",
      dependencies: [
        "Latent",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams"),
      ]),

    // Benchmarks: here, and not a package of their own, for the seams that
    // `package` access opens.
    .target(name: "AllocationCounter", path: "Benchmarks/AllocationCounter"),
    .executableTarget(
      name: "LatentBenchmarks",
      dependencies: [
        "Latent", "Inference", "Estimation", "MomentStructure", "Optimization",
        "LinearAlgebra", "Probability", "AllocationCounter",
      ],
      path: "Benchmarks/LatentBenchmarks"),

    // Tests.
    .target(
      name: "TestSupport",
      dependencies: ["LinearAlgebra"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["LinearAlgebra", "TestSupport"]),
    .testTarget(
      name: "ProbabilityTests", dependencies: ["Probability", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "OptimizationTests", dependencies: ["Optimization", "TestSupport"]),
    .testTarget(
      name: "NameMatchingTests", dependencies: ["NameMatching", "TestSupport"]),
    .testTarget(
      name: "ModelSyntaxTests", dependencies: ["ModelSyntax", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SpecificationTests",
      dependencies: ["Specification", "ModelSyntax", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "SampleDataTests", dependencies: ["SampleData", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "MomentStructureTests",
      dependencies: ["MomentStructure", "TestSupport"]),
    .testTarget(
      name: "EstimationTests", dependencies: ["Estimation", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "InferenceTests", dependencies: ["Inference", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "TestSupport"]),
    .testTarget(name: "LatentTests", dependencies: ["Latent", "TestSupport"]),
    .testTarget(
      name: "ValidationTests", dependencies: ["Latent", "TestSupport"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["LatentCommand", "Latent", "TestSupport"],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11
)

// One set of strict settings for every Swift target.
for target in package.targets
where !["CLAPACK", "AllocationCounter"].contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
}
