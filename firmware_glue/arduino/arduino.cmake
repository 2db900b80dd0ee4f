# What cellchain_add_firmware(... ARDUINO) adds.

# The layer's own sources in `core`. Of the sketch's those named .ino are C++.
function(cellchain_arduino_sources core)
    foreach(source IN LISTS ARGN)
        if(source MATCHES "\\.ino$")
            set_source_files_properties("${source}" PROPERTIES LANGUAGE CXX
                COMPILE_OPTIONS "-x;c++;-include;Arduino.h")
        endif()
    endforeach()
    set(names adc analog atmega328pb attiny841 eeprom HardwareSerial interrupts main mathematics no_handlers
        pins ports power Print sleep time timer1 usart watchdog wiring)
    list(TRANSFORM names PREPEND "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/core/")
    list(TRANSFORM names APPEND .cpp)
    set(${core} ${names} PARENT_SCOPE)
endfunction()

# C++ as the Arduino core compiles it.
function(cellchain_use_arduino target)
    target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
    target_compile_features(${target} PRIVATE cxx_std_17)
    target_compile_options(${target} PRIVATE
        $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions;-fno-rtti;-fno-threadsafe-statics>)
endfunction()
