/// The version of Latent, which every output carries.
public enum LatentVersion {
  /// The version.
  public static let current = "0.1.0"
}
