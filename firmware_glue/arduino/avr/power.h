/* Parts of the microcontroller that the board does not use save current when they are off. Current
 * is not modelled, and nothing else depends on them. Those that it uses are not to be had here. */
#ifndef CELLCHAIN_AVR_POWER_H
#define CELLCHAIN_AVR_POWER_H

#define power_spi_enable() ((void)0)
#define power_spi_disable() ((void)0)
#define power_twi_enable() ((void)0)
#define power_twi_disable() ((void)0)
#define power_timer2_enable() ((void)0)
#define power_timer2_disable() ((void)0)

#endif
