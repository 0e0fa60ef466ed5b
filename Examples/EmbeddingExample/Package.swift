// swift-tools-version: 6.2
import PackageDescription

// A program of its own that uses the library, as any other package would. Your
// package names the repository's URL where this one names a path.

let latent = Target.Dependency.product(name: "Latent", package: "Latent")

let products = ["LatentItems", "LatentFactors", "LatentDataFiles"].map {
  Target.Dependency.product(name: $0, package: "Latent")
}

let package = Package(
  name: "EmbeddingExample",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Latent", path: "../..")],
  targets: [
    .executableTarget(name: "Embedding", dependencies: [latent]),
    .executableTarget(name: "ManyFits", dependencies: [latent]),
    .executableTarget(name: "Scales", dependencies: [latent] + products),
    .executableTarget(name: "Snippets", dependencies: [latent]),
  ],
  swiftLanguageModes: [.v6]
)
