// swift-tools-version: 6.2
import PackageDescription

// A program that answers requests with the library `LatentRequests`, as a web
// server would. Your package names the repository's URL where this one names a
// path.

let latent = Target.Dependency.product(name: "Latent", package: "Latent")
let requests = Target.Dependency.product(
  name: "LatentRequests", package: "Latent")

let package = Package(
  name: "RequestsExample",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Latent", path: "../..")],
  targets: [
    .executableTarget(name: "Answering", dependencies: [latent, requests])
  ],
  swiftLanguageModes: [.v6]
)
