# Nested models that comparisons.R and scaled-comparisons.R fit: chains, the
# most general first.

data_file <- function(name) file.path("../../../Validation/data", name)
three <- "visual =~ x1 + x2 + x3
textual =~ x4 + x5 + x6
speed =~ x7 + x8 + x9"
schools <- "holzinger-swineford-1939.csv"

ladder <- list(
  list(name = "configural", text = three),
  list(name = "weak", text = three, equal = "loadings"),
  list(name = "strong", text = three, equal = c("loadings", "intercepts")),
  list(name = "strict", text = three,
       equal = c("loadings", "intercepts", "residuals")),
  list(name = "means", text = three,
       equal = c("loadings", "intercepts", "residuals", "means")))

factors <- list(
  list(name = "residual", text = paste0(three, "\nx7 ~~ x8")),
  list(name = "three", text = three),
  list(name = "orthogonal", text = paste0(
    three, "\nvisual ~~ 0*textual + 0*speed\ntextual ~~ 0*speed")))

constrained <- list(
  list(name = "free", text = paste0(
    "visual =~ x1 + a*x2 + b*x3\ntextual =~ x4 + c*x5 + x6\n",
    "speed =~ x7 + x8 + x9")),
  list(name = "product", text = paste0(
    "visual =~ x1 + a*x2 + b*x3\ntextual =~ x4 + c*x5 + x6\n",
    "speed =~ x7 + x8 + x9\na*b == 0.5")))

democracy <- function(labels) {
  l <- if (labels) c("a*", "b*", "c*") else c("", "", "")
  paste0(
    "ind60 =~ x1 + x2 + x3\n",
    "dem60 =~ y1 + ", l[1], "y2 + ", l[2], "y3 + ", l[3], "y4\n",
    "dem65 =~ y5 + ", l[1], "y6 + ", l[2], "y7 + ", l[3], "y8\n",
    "dem60 ~ ind60\ndem65 ~ ind60 + dem60\n",
    "y1 ~~ y5\ny2 ~~ y4 + y6\ny3 ~~ y7\ny4 ~~ y8\ny6 ~~ y8")
}
equal_loadings <- list(
  list(name = "free", text = democracy(FALSE)),
  list(name = "equal", text = democracy(TRUE)))
