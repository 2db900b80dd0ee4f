# find_package(cellchain): the function cellchain_add_firmware() and the program cellchain::cellchain.
get_filename_component(cellchain_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
include("${cellchain_prefix}/share/cellchain/hal/cellchain_add_firmware.cmake")
if(NOT TARGET cellchain::cellchain)
    add_executable(cellchain::cellchain IMPORTED)
    set_target_properties(cellchain::cellchain PROPERTIES
        IMPORTED_LOCATION "${cellchain_prefix}/bin/cellchain")
endif()
