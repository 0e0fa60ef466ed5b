source("../tools/reference.R")
source("../tools/latent-products.R")

write_product_reference(
  title = "Latent product of a mediator and its moderator",
  source = "Data: simulated, data/latent-products.R",
  model = "
    f =~ x1 + x2 + x3
    g =~ z1 + z2 + z3
    m =~ m1 + m2 + m3
    y =~ y1 + y2 + y3
    m.g =~ m1.z1 + m2.z2 + m3.z3
    m ~ f
    y ~ m + f + g + m.g
    m.g ~~ m
  ",
  products = c("m1.z1", "m2.z2", "m3.z3"))
