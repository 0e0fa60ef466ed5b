# Factors, rotations and counts of factors by R's stats, psych and GPArotation,
# for the tests of FactorAnalysis: Rscript references.R > references.json
suppressMessages({
  library(psych)
  library(GPArotation)
  library(jsonlite)
})
# The first twelve of Holzinger and Harman's tests.
R <- Harman74.cor$cov[1:12, 1:12]
n <- 145
out <- list(
  version = paste(
    R.version.string, "psych", packageVersion("psych"), "GPArotation",
    packageVersion("GPArotation")),
  correlation = R, cases = n)
signed <- function(L) L %*% diag(ifelse(colSums(L) < 0, -1, 1), ncol(L))
ml <- factanal(
  covmat = R, n.obs = n, factors = 3, rotation = "none",
  control = list(opt = list(factr = 1, pgtol = 0, maxit = 10000)))
A <- signed(unclass(ml$loadings))
# The tests rotate these loadings, so that rotations alone are compared.
out$ml <- list(
  loadings = A, uniquenesses = unname(ml$uniquenesses),
  value = unname(ml$criteria["objective"]))
pa <- fa(R, 3, n.obs = n, fm = "minres", rotate = "none", warnings = FALSE)
out$uls <- list(communalities = unname(pa$communality))
axes <- fa(
  R, 3, n.obs = n, fm = "pa", rotate = "none", min.err = 1e-12, max.iter = 5000,
  warnings = FALSE)
out$pa <- list(loadings = signed(unclass(axes$loadings)))
pc <- principal(R, 3, rotate = "none")
out$pca <- list(loadings = signed(unclass(pc$loadings)))
smc4 <- KMO(R)
bartlett <- cortest.bartlett(R, n)
map <- vss(R, n = 6, n.obs = n, plot = FALSE, fm = "pc")
out$adequacy <- list(
  overall = smc4$MSA, byVariable = unname(smc4$MSAi),
  chisq = bartlett$chisq, df = bartlett$df)
out$map <- map$map

p <- nrow(A)
m <- ncol(A)
best <- function(method, orthogonal, args = NULL) {
  search <- if (orthogonal) GPForth else GPFoblq
  run <- function(T, eps, maxit) try(suppressWarnings(search(
    A, Tmat = T, method = method, methodArgs = args, eps = eps,
    maxit = maxit)), silent = TRUE)
  set.seed(1)
  found <- NULL
  for (start in 0:5) {
    T <- if (start == 0) diag(m) else Random.Start(m)
    own <- run(T, 1e-4, 1000)
    if (inherits(own, "try-error")) next
    value <- own$Table[nrow(own$Table), 2]
    if (is.null(found) || value < found$value - 1e-10)
      found <- list(value = value, T = own$Th)
  }
  own <- run(found$T, 1e-9, 20000)
  phi <- if (is.null(own$Phi)) diag(m) else own$Phi
  # Columns by their sums of squares, signs by their sums.
  L <- unclass(own$loadings)
  s <- ifelse(colSums(L) < 0, -1, 1)
  o <- order(-colSums(L^2))
  L <- (L %*% diag(s))[, o]
  phi <- (diag(s) %*% phi %*% diag(s))[o, o]
  list(
    loadings = L, correlations = phi, value = own$Table[nrow(own$Table), 2],
    gradient = 10^own$Table[nrow(own$Table), 3])
}
T <- matrix(0, p, m)
for (i in 1:p) T[i, which.max(abs(varimax(A)$loadings[i, ]))] <- 0.7
W <- T
W[T == 0.7] <- NA
out$target <- T
out$rotations <- list(
  varimax = best("varimax", TRUE),
  quartimax = best("quartimax", TRUE),
  quartimin = best("quartimin", FALSE),
  oblimin = best("oblimin", FALSE, list(gam = -0.5)),
  geomin = best("geomin", FALSE, list(delta = 0.01)),
  geominT = best("geomin", TRUE, list(delta = 0.01)),
  cfEquamax = best("cf", FALSE, list(kappa = m / (2 * p))),
  cfVarimax = best("cf", FALSE, list(kappa = 1 / p)),
  infomax = best("infomax", FALSE),
  entropy = best("entropy", TRUE),
  mccammon = best("mccammon", TRUE),
  bentler = best("bentler", FALSE),
  oblimax = best("oblimax", TRUE),
  tandemI = best("tandemI", TRUE),
  tandemII = best("tandemII", TRUE),
  targetQ = best("target", FALSE, list(Target = T)),
  pst = best("pst", FALSE, list(W = (T == 0) * 1, Target = T)),
  bifactor = best("bifactor", TRUE))
kaiser <- varimax(A, normalize = TRUE, eps = 1e-15)
L <- signed(unclass(kaiser$loadings))
out$kaiser <- L[, order(-colSums(L^2))]
pr <- promax(kaiser$loadings, 4)
U <- solve(pr$rotmat)
phi <- U %*% t(U)
L <- unclass(pr$loadings)
s <- ifelse(colSums(L) < 0, -1, 1)
o <- order(-colSums(L^2))
out$promax <- list(
  loadings = (L %*% diag(s))[, o],
  correlations = (diag(s) %*% phi %*% diag(s))[o, o])
cat(toJSON(out, digits = NA, auto_unbox = TRUE, pretty = FALSE), "\n")
