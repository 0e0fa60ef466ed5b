source("../tools/reference.R")
source("../tools/latent-products.R")

write_product_reference(
  title = "Two latent products with a factor in common",
  source = "Data: simulated, data/latent-products.R",
  model = "
    f =~ x1 + x2 + x3
    g =~ z1 + z2 + z3
    m =~ m1 + m2 + m3
    y =~ y1 + y2 + y3
    f.g =~ x1.z1 + x2.z2 + x3.z3
    f.m =~ x1.m1 + x2.m2 + x3.m3
    x1.z1 ~~ x1.m1
    x2.z2 ~~ x2.m2
    x3.z3 ~~ x3.m3
    y ~ f + g + m + f.g + f.m
  ",
  products = c("x1.z1", "x2.z2", "x3.z3", "x1.m1", "x2.m2", "x3.m3"))
