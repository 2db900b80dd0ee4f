# Firmware for the boards of cellchain, as a shared object.
#
#   cellchain_add_firmware(NAME ROLE in|cell|out SOURCES file...
#                          [STYLE event|main] [ARDUINO] [COUNT_BLOCKS ON|OFF]
#                          [VERSION text] [TITLE text] [CPU_HZ number] [HASHED file...])
#
# makes the target NAME, whose file is NAME.so, out of C or C++. STYLE event, which holds without
# it, is handlers; main a program with an endless loop, whose main() becomes fw_main(). Counted
# blocks take their cycles: without COUNT_BLOCKS those of main style. VERSION and TITLE stand in reports,
# without them 0 and NAME; behind the version the first digits of a hash over the contract and the
# sources, or over the files given as HASHED. CPU_HZ is the nominal clock of the microcontroller
# that the firmware is written for, without it 8000000. Firmware includes "cellhal.h".
#
# With ARDUINO it is a sketch, setup() and loop() in C++ or in an .ino file, which is a main style of
# its own, and may include <Arduino.h>, <EEPROM.h>, <avr/...> and <util/...> of ../arduino.
include("${CMAKE_CURRENT_LIST_DIR}/../arduino/arduino.cmake")

function(cellchain_add_firmware name)
    cmake_parse_arguments(PARSE_ARGV 1 firmware "ARDUINO"
        "ROLE;STYLE;COUNT_BLOCKS;VERSION;TITLE;CPU_HZ" "SOURCES;HASHED")
    set(hal_dir "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
    if(firmware_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "cellchain_add_firmware(${name}): unknown argument "
            "\"${firmware_UNPARSED_ARGUMENTS}\"")
    endif()
    if(NOT firmware_ROLE MATCHES "^(in|cell|out)$")
        message(FATAL_ERROR "cellchain_add_firmware(${name}): ROLE must be in, cell or out, "
            "got \"${firmware_ROLE}\"")
    endif()
    if(NOT DEFINED firmware_STYLE)
        set(firmware_STYLE event)
        if(firmware_ARDUINO)
            set(firmware_STYLE main)
        endif()
    endif()
    if(NOT firmware_STYLE MATCHES "^(event|main)$")
        message(FATAL_ERROR "cellchain_add_firmware(${name}): STYLE must be event or main, "
            "got \"${firmware_STYLE}\"")
    endif()
    if(firmware_ARDUINO AND firmware_STYLE STREQUAL event)
        message(FATAL_ERROR "cellchain_add_firmware(${name}): ARDUINO is STYLE main, got event")
    endif()
    if(NOT DEFINED firmware_COUNT_BLOCKS AND firmware_STYLE STREQUAL main)
        set(firmware_COUNT_BLOCKS ON)
    endif()
    if(NOT firmware_SOURCES)
        message(FATAL_ERROR "cellchain_add_firmware(${name}): SOURCES must name at least one file")
    endif()
    if(NOT DEFINED firmware_VERSION)
        set(firmware_VERSION 0)
    endif()
    if(NOT DEFINED firmware_TITLE)
        set(firmware_TITLE ${name})
    endif()
    if(NOT DEFINED firmware_CPU_HZ)
        set(firmware_CPU_HZ 8000000)
    endif()
    if(NOT firmware_HASHED)
        set(firmware_HASHED ${firmware_SOURCES})
    endif()

    if(firmware_ARDUINO)
        cellchain_arduino_sources(core ${firmware_SOURCES})
        list(APPEND firmware_SOURCES ${core})
        list(PREPEND firmware_HASHED ${core})
    endif()

    # To check it: cat cellfw_abi.h cellhal.h glue.c FILES | sha256sum
    set(all_text "")
    foreach(file ${hal_dir}/cellfw_abi.h ${hal_dir}/cellhal.h ${hal_dir}/glue.c ${firmware_HASHED})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
        file(READ "${file}" text)
        string(APPEND all_text "${text}")
    endforeach()
    string(SHA256 hash "${all_text}")
    string(SUBSTRING "${hash}" 0 12 hash)

    add_library(${name} MODULE ${firmware_SOURCES} "${hal_dir}/glue.c")
    target_include_directories(${name} PRIVATE "${hal_dir}")
    string(TOUPPER ${firmware_ROLE} role)
    target_compile_definitions(${name} PRIVATE
        CELLHAL_HOST
        CELLFW_ROLE=CELLFW_ROLE_${role}
        "CELLFW_NAME=\"${firmware_TITLE}\""
        "CELLFW_VERSION=\"${firmware_VERSION} (${hash})\""
        CELLFW_CPU_HZ=${firmware_CPU_HZ}u)
    if(firmware_STYLE STREQUAL main)
        target_compile_definitions(${name} PRIVATE CELLFW_STYLE=CELLFW_STYLE_MAIN main=fw_main)
    endif()
    if(firmware_COUNT_BLOCKS)
        target_compile_definitions(${name} PRIVATE CELLFW_BLOCK_CYCLES=8)
        # clang leaves blocks out otherwise, and an empty polling loop would hang.
        target_compile_options(${name} PRIVATE
            -fsanitize-coverage=trace-pc$<$<C_COMPILER_ID:Clang>:,no-prune>)
    endif()
    target_compile_options(${name} PRIVATE
        -fPIC -fvisibility=hidden
        $<$<COMPILE_LANGUAGE:CXX>:-fvisibility-inlines-hidden>
        $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>
        # The host swaps a board's statics as one block, which a sanitizer's red zones between them
        # do not allow.
        -fno-sanitize=all)
    if(firmware_ARDUINO)
        cellchain_use_arduino(${name})
    endif()
    target_link_options(${name} PRIVATE
        -Wl,-Bsymbolic -Wl,-z,now -Wl,-z,relro -fno-sanitize=all)
    # Its files are compiled one by one, as for its microcontroller.
    set_target_properties(${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name} SUFFIX .so UNITY_BUILD OFF
        CELLCHAIN_VERSION "${firmware_VERSION} (${hash})")
endfunction()
