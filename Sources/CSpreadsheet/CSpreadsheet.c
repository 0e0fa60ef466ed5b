#include "CSpreadsheet.h"
