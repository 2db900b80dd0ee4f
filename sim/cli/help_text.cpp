#include "sim/cli/help_text.h"

namespace cellchain::cli {

const char* const general_help =
    R"(cellchain: simulates battery management systems with the firmware of their boards

usage: cellchain COMMAND [OPTION...]

  run SCENARIO       runs a scenario, prints a summary, fills the run directory
  test PATH...       runs all scenarios of folders, for people and for build servers
  certify SCENARIO   finds the first length of chain at which a timing rule breaks
  campaign SCENARIO  breaks every link of the chain in every way, one run for each
  cell TYPE RUN      puts one cell through a measured current, without boards
  check FILE...      reads scenarios and says what is wrong with them
  firmware check FILE...
                     says what keeps a shared object from being a board's firmware
  schema             prints the JSON Schema of scenarios, for editors
  signals SCENARIO   lists what conditions and recordings of a scenario can name

  --help             this; with a command its options
  --version          the version

examples
  cellchain run scenarios/offgrid_4s_day.json
  cellchain run scenarios/offgrid_4s_day.json --set /chain/cells=16 --out runs/16s
  cellchain check scenarios/*.json

exit status
  0  every expectation met            3  fault of firmware or simulator
  1  an expectation failed, untested  4  a limit was reached
  2  bad input                        130  interrupted, results so far are kept
)";

const char* const run_help =
    R"(usage: cellchain run SCENARIO [OPTION...]

Runs a scenario and fills the run directory: summary.json, samples.csv, events.jsonl,
data_out.bin, repro.txt (the command that repeats the run) and timing.json; on request waves.vcd;
where firmware crashed or never returned fault.txt.
Each of a scenario's `packs` has a folder of its name in there, and neither --vcd nor --step.

  --set /POINTER=VALUE  changes one value after all includes; VALUE is JSON, else a
                        string; may be given several times
  --seed NUMBER         in place of the scenario's seed
  --firmware ROLE=PATH  a shared object for the role in, cell or out, or a program for the
                         board's AVR, run by the plug-in beside this program; without it
                         that of the scenario, else the reference firmware beside this
                         program; of several packs for those that name none. board[2..40]=PATH
                         is for some boards, in place of their role's: numbers as of --vcd
  --firmware-copies     each board runs from a copy of its file, for itself alone: slower; results
                        that differ then show firmware that leaks from one board to another.
                        A debugger knows board 17 by the file B017-cell.so
  --until SECONDS       ends the run at this simulated time
  --out DIR             the run directory, made if need be; an earlier run's files in it
                        are replaced. Without it runs/ and the scenario's id
  --transport HOW       bursts (whole messages, fast), bytes (strict order of time) or
                        edges (every bit edge, sampled; slow): the results are the same. Where
                        a firmware has the chain's lines as pins (CELLFW_NEEDS_LINE), edges
  --vcd SIGNALS         writes waves.vcd, for GTKWave, sigrok-cli and PulseView: names with
                        commas between them
  --vcd-window FROM..TO only what lies between, in seconds from the start of the run
  --vcd-trigger CONDITION
                        only what lies around the instant at which it becomes true first;
                        written as in `expect`; true from the start does not count
  --vcd-around BEFORE,AFTER
                        seconds around the trigger; 1,1 when not given, BEFORE at most 60
  --frames              also writes frames.csv and frames.pcapng: each message on each hop,
                        each data-out frame; tools/wireshark/ decodes them in tshark
  --firmware-counters   also writes firmware_counters.json: how often each branch of a firmware
                        that was built for coverage was taken; `cellchain test` adds them up
  --trace-hal BOARD     also writes hal_calls.txt: every call of the board's firmware to its board,
                        with time and cost; fault.txt then tells the last 32 of them
  --step                stops before the run goes on and asks for commands, from a terminal or
                        from a script on standard input: below
  -q, --quiet           no summary, no progress; errors only. With --step also no prompt and no
                        account of a stop: only what is asked for

commands of --step
  byte [N] [board K]    on until the Nth byte from now has been heard by board K, without it by any
  message [N] [board K] on until board K, without it OUT, has had the last byte of a message
  time SECONDS          on for so long
  until CONDITION       on until it becomes true; looked at after every byte heard and every pin
                        written, and at each sample of the plant. Written as in `expect`
  go                    on to the end
  print EXPRESSION,...  the present values of signals, expressions, families (cells.voltage_v)
  watch EXPRESSION,...  likewise at every stop; unwatch ends it
  list [PART]           signals with PART in their names
  where, help, quit     once more where it is; these lines; ends the run
The first letter will do, and wa, un. An empty line is the last step again. Looking and stepping
change no result. `quit`, the end of the script and an interrupt at the prompt end the run as an
interrupt does: results so far are kept, exit status 130. On a terminal an interrupt pauses a run
that is under way. A mistake in a script ends the run, exit status 2. The scenario's limit of
wall-clock time does not count.

signals of --vcd
  link[K]               the chain's line that leaves board K; idle high
  data_out              the extended data output, ahead of the stage that inverts it
  board[K].led, board[K].bypass, in.sensor_power, out.led_charge, out.led_load,
  out.coil_charge_set, out.coil_charge_reset, out.coil_load_set, out.coil_load_reset
                        output pins
  out.charge_contact, out.load_contact
                        1 where the contact allows to charge, to discharge
  pack.voltage_v, ...   every name that `cellchain signals SCENARIO` lists, as an analogue
                        value; cells.voltage_v stands for all of cell[1].voltage_v, ...
  all-lines, all-pins   all links and data_out; all output pins
In brackets: a number (1 is the IN side), a range 2..5, first, last, all, or a list of them.
A message takes 2.2 kB on every link that is shown. At 1 GB the file ends.

examples
  cellchain run scenarios/offgrid_4s_day.json --seed 7
  cellchain run scenarios/offgrid_4s_day.json --until 10 --vcd all-lines,all-pins
  cellchain run scenarios/offgrid_4s_day.json --vcd 'link[1..3],out.charge_contact' \
      --vcd-trigger 'not out.charge_contact' --vcd-around 2,3
  cellchain run scenarios/offgrid_4s_day.json --set /chain/cells=16 --set /record/period_s=1
  cellchain run scenarios/offgrid_4s_day.json --firmware out=build/my_out.so --until 3600
  cellchain run scenarios/steady_16s.json --firmware cell=new.so --firmware 'board[2..8]=old.so'
  printf 'message\nprint cells.voltage_v\n' | cellchain run scenarios/offgrid_4s_day.json --step
)";

const char* const step_help =
    R"(byte [N] [board K]     b   on until the Nth byte from now has been heard by board K or by any
message [N] [board K]  m   on until board K, without it OUT, has had the last byte of a message
time SECONDS           t   on for so long
until CONDITION        u   on until it becomes true; looked at after every byte heard and every
                           pin written, and at each sample of the plant
go                     g   on to the end
print EXPRESSION,...   p   present values: pack.current_a, max(cells.voltage_v), cells.voltage_v
watch EXPRESSION,...   wa  likewise at every stop
unwatch                un  ends that
list [PART]            l   signals with PART in their names
where                  w   once more where it is
help                   h   this
quit                   q   ends the run; results so far are kept
An empty line is the last step again.
)";

const char* const test_help =
    R"(usage: cellchain test PATH... [OPTION...]

Runs every scenario among the files and, with all below them, folders: each .json file with an
`about` that is no part for others to include. Each is a run of its own; one that fails keeps none
from running. Prints a table and, for those that do not pass, what went wrong and the command that
repeats it. An expectation that was never tested counts as failed unless its scenario allows that.

  --tags TAG,...        only scenarios with one of these tags. Those tagged `long` are run only when
                        that is one of them
  -j, --jobs NUMBER     scenarios run at the same time; without it 1. The results are the same
  --junit FILE          writes JUnit's XML: a suite for each scenario, a case for each expectation
  --firmware-coverage DIR
                        which lines and branches of the firmware were reached, by role, over all
                        runs: a table, DIR/lcov.info, DIR/cobertura.xml and, for other tools, what
                        gcov reads. Roles without --firmware run the reference's build for that
  --rows                runs nothing: lists which rows of the manual are shown by which of the
                        scenarios (their `about.rows`), which only tests of this project name,
                        and which nobody
  --set, --seed, --firmware, --firmware-copies: as of `cellchain run`, for every one
  --out DIR             gets a run directory for each scenario, named by its id. Without it runs/test/
  -q, --quiet           no table, no progress; errors only

examples
  cellchain test scenarios/ -j4 --junit results.xml
  cellchain test scenarios/ --firmware cell=build/my_cell.so
  cellchain test scenarios/ --tags day,long
  cellchain test scenarios/ -j2 --firmware-coverage coverage
  cellchain test scenarios/ --rows

exit status, of several the first of 130, 2, 3, 4, 1
  0  every scenario passes            3  fault of firmware or simulator
  1  an expectation failed, untested  4  a limit was reached
  2  bad input                        130  interrupted, results so far are told and written
)";

const char* const certify_help =
    R"(usage: cellchain certify SCENARIO [OPTION...]

Runs the scenario at 2 and at 255 boards and, when the long chain breaks a timing rule, halves the
interval down to the first length that does. The rules take the place of the scenario's own
expectations:

  message_within_period  OUT has a whole message before IN begins the next one
  reading_age            no cell voltage is too old when OUT gets it
  no_time_out            OUT is never 3 s without a good message, power-up included

Halving takes for granted that what breaks at one length breaks at all longer ones. One length
beyond either side of what was found is judged as well, and told when it says otherwise.

  --set, --seed, --firmware, --firmware-copies: as of `cellchain run`
  --duration SECONDS    simulated at each length, at least 10; without it 30, or the scenario's
                        duration when that is shorter
  --max-age-s SECONDS   of reading_age; without it 3, the time after which OUT, hearing nothing,
                        gives up what it knows
  --with-expectations   the scenario's own expectations have to be met as well
  -j, --jobs NUMBER     lengths judged at the same time where several are due; without it 1
  --out DIR             gets certify.json and a run directory for each length, named by it, whose
                        repro.txt repeats that run. Without it runs/, the scenario's id and _certify
  -q, --quiet           no table, no progress; errors only

examples
  cellchain certify scenarios/offgrid_4s_day.json
  cellchain certify scenarios/offgrid_4s_day.json --set /settings/switches/fast_message=true
  cellchain certify scenarios/offgrid_4s_day.json --firmware cell=build/my_cell.so --max-age-s 1.5

exit status
  0  holds up to 255 boards           3  fault of firmware or simulator at some length
  1  a length breaks a rule           4  a limit was reached
  2  bad input                        130  interrupted
)";

const char* const campaign_help =
    R"(usage: cellchain campaign SCENARIO [OPTION...]

Breaks every link of the scenario's chain in every way, at 20 s, and mends it at 40 s: one run of
55 s for each. Both relays have to be allowed by then. These rules take the place of the scenario's
own expectations:

  leds                   boards up to the break flash, those behind it are dark; noise darkens none
  relays_open            both, 3 s after the last good message and two coil pulses
  readings               no relay moves on a reading of a cell that is older than 4.45 s; with a
                         bad contact 6.5 s
  opens_and_closes       relays are allowed, open together, and are allowed again
  data_out_falls_silent  until the link is mended
  error_bit              in the first frame behind that, and in no other
  recovers               5 s behind the repair relays are allowed, and no frame tells of an error

A bad contact lets some messages pass: of it only relays_open, readings and recovers are asked.

  --ways WAY,...        of link_cut, link_stuck_high, link_stuck_low, link_noisy,
                        link_intermittent; without it all of them
  --links LINKS         numbers, ranges 2..5, first, last, with commas between; without it all.
                        Link k leaves board k
  -j, --jobs NUMBER     runs at the same time; without it 1. The results are the same
  --set, --seed, --firmware, --firmware-copies: as of `cellchain run`, for every one
  --out DIR             gets campaign.json and a run directory for each, such as link_cut_7, whose
                        repro.txt repeats that run. Without it runs/, the scenario's id and _campaign
  -q, --quiet           no table, no progress; errors only

examples
  cellchain campaign scenarios/steady_16s.json -j2
  cellchain campaign scenarios/steady_16s.json --set /chain/cells=255 -j2
  cellchain campaign scenarios/steady_16s.json --ways link_cut --links first,8,last

exit status, of several the first of 130, 2, 3, 4, 1
  0  every break shows as it should   3  fault of firmware or simulator
  1  a rule is broken, or untested    4  a limit was reached
  2  bad input                        130  interrupted, results so far are told and written
)";

const char* const cell_help =
    R"(usage: cellchain cell TYPE RUN [OPTION...]

Puts one cell of a type (a file of kind cell_type, as in scenarios/packs/cells/) through the
current of RUN, a CSV file, and writes what becomes of it, row by row: time_s, voltage_v,
state_of_charge, temperature_c. Nothing of a measured voltage comes in, so the two can be compared.

columns of RUN
  time_s                rising; the first row is the start
  current_a             positive charges; flows from this row to the next one
  temperature_c         around the cell, from this row to the next; the cell starts at the first
  charge_ah             may be left out: the tester's charge counter. The state of charge then
                        follows it, since a current noted once a second misses what lies between

  --state-of-charge X   at the start, 0 to 1; without it 1
  --hysteresis X        at the start, from -1 (reached by discharging) to 1 (by charging);
                        without it 1
  --out FILE            in place of standard output

examples
  cellchain cell scenarios/packs/cells/lfp_26650_2ah.json run.csv > simulated.csv
  cellchain cell my_cell.json run.csv --state-of-charge 0.5 --hysteresis 0 --out simulated.csv
)";

const char* const check_help =
    R"(usage: cellchain check FILE...

Reads scenarios with all files they include, looks up every signal that conditions and recordings
name, and prints every mistake; nothing is simulated. A part of scenarios, with its "kind", is
checked as far as it can be by itself: not the names of profiles, nor lists of one number per cell
for their length.

example
  cellchain check scenarios/*.json scenarios/packs/*.json
)";

const char* const firmware_help =
    R"(usage: cellchain firmware check FILE...

Reads shared objects as a run would and says what keeps one from being the firmware of a board:
how it was compiled and linked, with the flag to add, what it uses of the C library that all boards
would share, its version of the contract. Of a good one prints what it is; `sha256sum FILE` prints
the same hash.

  cc -O2 -fPIC -fvisibility=hidden -shared -Wl,-Bsymbolic -Wl,-z,now \
      -I HAL/.. -DCELLHAL_HOST -DCELLFW_ROLE=CELLFW_ROLE_CELL -DCELLFW_CPU_HZ=8000000u \
      '-DCELLFW_NAME="mine"' '-DCELLFW_VERSION="1.0"' my_cell.c HAL/glue.c -o my_cell.so
makes one, with HAL the folder of cellhal.h and glue.c.

example
  cellchain firmware check build/my_cell.so
)";

const char* const schema_help =
    R"(usage: cellchain schema

Prints the JSON Schema (draft 7) of scenarios and of the files that they include. An editor that has
it offers keys, words and units while one types, and underlines what `check` would refuse of single
values. What depends on several values only `check` tells.

example
  cellchain schema > scenario.schema.json
)";

const char* const signals_help =
    R"(usage: cellchain signals SCENARIO [OPTION...]

Lists name, unit and meaning of every signal of the system that a scenario describes. Conditions
in `expect` and names in `record` are made of them. cells.voltage_v stands for all of
cell[1].voltage_v, cell[2].voltage_v, ... inside min(), max(), sum() and avg().

  --set, --seed, --firmware, --firmware-copies: as of `cellchain run`

example
  cellchain signals scenarios/offgrid_4s_day.json --set /chain/cells=16
)";

}  // namespace cellchain::cli
