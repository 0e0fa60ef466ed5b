// The libraries that read workbooks: archives by libzip, XML by expat.
#ifndef LATENT_CSPREADSHEET_H
#define LATENT_CSPREADSHEET_H

#include <expat.h>
#include <zip.h>

#endif
