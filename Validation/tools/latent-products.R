# Makes the reference of a model with latent products: the products of
# indicators are computed here, and the expanded model is written out by hand in
# the case's reference.R, with names a.b where Latent has a:b. Source this after
# reference.R.
#
# Products are centred within groups, by double mean centring (Lin, Wen, Marsh &
# Lin, 2010), as semTools::indProd(match = FALSE, doubleMC = TRUE) does in one
# group; with missing values at the means of the available cases, as there.

center <- function(x) x - mean(x, na.rm = TRUE)

# Adds the columns a.b for pairs such as "x1.z1".
add_products <- function(data, names, group = NULL, centering = "double") {
  groups <- if (is.null(group)) rep(1, nrow(data)) else data[[group]]
  for (name in names) {
    factors <- strsplit(name, ".", fixed = TRUE)[[1]]
    product <- ave(data[[factors[1]]], groups, FUN = center) *
      ave(data[[factors[2]]], groups, FUN = center)
    if (centering == "double") product <- ave(product, groups, FUN = center)
    data[[name]] <- product
  }
  data
}

# All pairs of two sets of names.
all_pairs <- function(first, second) {
  as.vector(t(outer(first, second, paste, sep = ".")))
}

write_product_reference <- function(title, source, model, products,
                                    centering = "double", ...) {
  case <- read_case()
  case$options$products <- NULL
  case$options[["product-centering"]] <- NULL
  arguments <- call_arguments(case)
  arguments$model <- model
  arguments$data <- add_products(arguments$data, products,
                                 case$options$group, centering)
  write_reference(
    title, source, fitted = fit_arguments("sem", arguments),
    rename = function(name) {
      if (grepl("^[A-Za-z0-9]+[.][A-Za-z0-9]+$", name)) {
        sub(".", ":", name, fixed = TRUE)
      } else {
        name
      }
    }, ...)
}
