#!/bin/bash
# Compiles the reference firmware for its microcontrollers and prints the sizes.
#
#   cross_compile.sh OUTPUT_DIR
#
# ATmega328P for the cell board, ATmega324PA for IN and OUT, and a Cortex-M0+ for all three.
# Objects only: the driver layer under cellhal.h is the board maker's. Fails when a file does not
# compile, or when a role's static RAM is above its limit on the AVR.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd -P)
if (($# != 1)); then
    echo "usage: cross_compile.sh OUTPUT_DIR" >&2
    exit 2
fi
output=$1
flags=(-std=c11 -Os -Wall -Wextra -Werror -I "$here/..")

declare -A avr_part=([in]=atmega324pa [cell]=atmega328p [out]=atmega324pa)
# Bytes of .data + .bss must stay below; with .rodata, which an AVR keeps in its RAM as well. Of
# 2 KB at least 300 bytes are for the stack.
declare -A avr_limit=([in]=1748 [cell]=128 [out]=1748)

while read -r role sources; do
    [[ $role == "#" ]] && continue
    avr_objects=() arm_objects=()
    mkdir -p "$output/avr/$role" "$output/arm/$role"
    for source in $sources; do
        avr_object=$output/avr/$role/${source%.c}.o
        arm_object=$output/arm/$role/${source%.c}.o
        avr-gcc -mmcu="${avr_part[$role]}" "${flags[@]}" -c "$here/$source" -o "$avr_object"
        arm-none-eabi-gcc -mcpu=cortex-m0plus -mthumb "${flags[@]}" -c "$here/$source" -o "$arm_object"
        avr_objects+=("$avr_object")
        arm_objects+=("$arm_object")
    done
    echo "== $role on ${avr_part[$role]}"
    avr-size --totals "${avr_objects[@]}" | sed "s|$output/||"
    echo "== $role on cortex-m0plus"
    arm-none-eabi-size --totals "${arm_objects[@]}" | sed "s|$output/||"
    ram=$(avr-size -A "${avr_objects[@]}" |
        awk '$1 ~ /^\.(data|bss|rodata)/ {bytes += $2} END {print bytes}')
    echo "$role: $ram bytes of static RAM on ${avr_part[$role]}, must be below ${avr_limit[$role]}"
    if ((ram >= avr_limit[$role])); then
        echo "cross_compile.sh: $role: too much static RAM" >&2
        exit 1
    fi
done <"$here/sources.txt"
