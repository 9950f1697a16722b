#ifndef CWIREBENCH_H
#define CWIREBENCH_H

#include "board.h"
#include "generator.h"
#include "machine.h"
#include "reference.h"

#endif
