source("../tools/reference.R")
source("../tools/latent-products.R")

write_product_reference(
  title = "Square of a latent variable",
  source = "Data: simulated, data/latent-products.R",
  model = "
    f =~ x1 + x2 + x3
    y =~ y1 + y2 + y3
    f.f =~ x1.x1 + x2.x2 + x3.x3
    y ~ f + f.f
  ",
  products = c("x1.x1", "x2.x2", "x3.x3"))
