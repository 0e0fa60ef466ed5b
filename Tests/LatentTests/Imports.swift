// More of the library than `import Latent` shows, for every file.
@_exported public import LatentModules
