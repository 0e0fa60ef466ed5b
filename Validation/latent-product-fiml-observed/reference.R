source("../tools/reference.R")
source("../tools/latent-products.R")

write_product_reference(
  title = "Product of a latent and an observed variable, incomplete cases",
  source = paste(
    "Data: simulated, data/latent-products.R, with values taken out by",
    "data/missing.R"),
  model = "
    f =~ x1 + x2 + x3
    y =~ y1 + y2 + y3
    f.w =~ x1.w + x2.w + x3.w
    y ~ f + w + f.w
    f.w ~~ w
    f ~~ w
  ",
  products = c("x1.w", "x2.w", "x3.w"),
  notes = paste(
    "the observed factor is random, and covaries with the latent one and",
    "with the product"))
