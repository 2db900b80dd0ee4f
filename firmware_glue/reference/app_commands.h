/* What the commands of the app link do on the OUT board. */
#ifndef APP_COMMANDS_H
#define APP_COMMANDS_H

#include "app_link.h"
#include "out_pack.h"

/* Runs the line that is complete and appends the reply. */
void app_commands_run(struct app_link* app, struct out_pack* pack);

#endif
