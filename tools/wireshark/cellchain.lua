-- Wireshark and tshark: the messages of the chain and the frames of the data output, field by field.
--
--   tshark -X lua_script:tools/wireshark/cellchain.lua -r RUN_DIRECTORY/frames.pcapng -V
--
-- Sources: "Chain message" in firmware_glue/reference/PROTOCOL.md; the manufacturer's data-out
-- protocol V1.2 and v3.3.11. Each table below is one of the two, in the order of its bytes, counted
-- from 0. The unit is the last word of a field's name; README.md says what is in here.

local MILLIVOLTS_PER_COUNT = 5
local MILLIAMPERES_PER_COUNT = 125

-- ---- How a field is read: what becomes of its bytes, and the type that shows it -----------------

local function number(range) return range:uint() end
local function millivolts(range) return range:uint() * MILLIVOLTS_PER_COUNT end

-- Nil where there is no such sensor: the field is then absent.
local function chain_milliamperes(range)
    local count = range:int()
    return count ~= -32768 and count * MILLIAMPERES_PER_COUNT or nil
end
local function data_out_milliamperes(range)
    local sign = range(0, 1):string()
    if sign == "X" then return nil end
    return (sign == "-" and -1 or 1) * range(1, 2):uint() * MILLIAMPERES_PER_COUNT
end

local function plain(abbreviation, title, values)
    return ProtoField.uint32(abbreviation, title, base.DEC, values)
end
local function with_unit(unit)
    return function(abbreviation, title)
        return ProtoField.uint32(abbreviation, title, base.UNIT_STRING, {" " .. unit})
    end
end
local function signed_milliamperes(abbreviation, title)
    return ProtoField.int32(abbreviation, title, base.UNIT_STRING, {" mA"})
end

local NUMBER = {read = number, make = plain}
local HEX_8 = {
    read = number,
    make = function(abbreviation, title) return ProtoField.uint8(abbreviation, title, base.HEX) end,
}
local HEX_16 = {
    read = number,
    make = function(abbreviation, title) return ProtoField.uint16(abbreviation, title, base.HEX) end,
}
local VOLTAGE = {read = millivolts, make = with_unit("mV")}
local VOLTAGE_SUM = {
    read = function(range) return range:le_uint() * MILLIVOLTS_PER_COUNT end,
    make = with_unit("mV"),
}
-- 0.857 degC per count; the count of 0 degC is 271 by the simulated hardware.
local TEMPERATURE = {
    read = number,
    make = plain,
    note = function(counts) return string.format(" (%.1f degC)", 0.857 * counts - 232.1) end,
}
local CHAIN_CURRENT = {read = chain_milliamperes, make = signed_milliamperes}
local CHARGE = {
    read = function(range) return range:le_uint() / 16 end,
    make = ProtoField.double,
    note = function() return " A s" end,
}
local DATA_OUT_CURRENT = {read = data_out_milliamperes, make = signed_milliamperes}
local WATT_HOURS = {read = number, make = with_unit("Wh")}
local KILOWATT_HOURS = {read = number, make = with_unit("kWh")}
local HUNDREDS_OF_WATT_HOURS = {
    read = function(range) return range:uint() * 100 end,
    make = with_unit("Wh"),
}
local PERCENT = {read = number, make = with_unit("%")}

-- ---- The two protocols ------------------------------------------------------------------------

local CHAIN = {
    size = 40,
    -- first byte, bytes, name, title, kind
    {0, 1, "position", "Position", NUMBER},
    {1, 1, "requested_cell", "Requested cell", NUMBER},
    {2, 1, "sequence", "Sequence", NUMBER},
    {3, 1, "flags", "Flags", HEX_8, bits = {
        {0, "fast", "Fast, 0.5 s"},
        {1, "critical_mode", "Critical mode"},
        {2, "blind_spot", "Blind spot on"},
        {3, "two_sensors", "Two sensors"},
        {4, "auto_zero", "Auto zero active"},
    }},
    {4, 3, "voltage_sum_mv", "Voltage sum", VOLTAGE_SUM},
    {7, 2, "lowest_voltage_mv", "Lowest voltage", VOLTAGE},
    {9, 1, "lowest_voltage_cell", "Lowest voltage: cell", NUMBER},
    {10, 2, "highest_voltage_mv", "Highest voltage", VOLTAGE},
    {12, 1, "highest_voltage_cell", "Highest voltage: cell", NUMBER},
    {13, 2, "lowest_temperature_counts", "Lowest temperature", TEMPERATURE},
    {15, 1, "lowest_temperature_cell", "Lowest temperature: cell", NUMBER},
    {16, 2, "highest_temperature_counts", "Highest temperature", TEMPERATURE},
    {18, 1, "highest_temperature_cell", "Highest temperature: cell", NUMBER},
    {19, 2, "requested_voltage_mv", "Requested cell's voltage", VOLTAGE},
    {21, 2, "requested_temperature_counts", "Requested cell's temperature", TEMPERATURE},
    {23, 2, "v_bypass_mv", "V-bypass", VOLTAGE},
    {25, 2, "current1_ma", "I1", CHAIN_CURRENT},
    {27, 2, "current2_ma", "I2", CHAIN_CURRENT},
    {29, 1, "sensor_type", "Sensor type", NUMBER},
    {30, 1, "factory_cells", "Factory cell count", NUMBER},
    {31, 1, "bypassing", "Boards bypassing", NUMBER},
    {32, 3, "charge1_as", "Charge counter of I1", CHARGE},
    {35, 3, "charge2_as", "Charge counter of I2", CHARGE},
    {38, 2, "crc", "CRC-16", HEX_16},
}

local KEYS = {
    [25] = "state of health, %", [26] = "charge efficiency, %",
    [27] = "V-low, high byte", [28] = "V-low, low byte",
    [29] = "V-nominal, high byte", [30] = "V-nominal, low byte",
    [31] = "firmware major and minor", [32] = "firmware patch",
    [33] = "charge cycles, high byte", [34] = "charge cycles, low byte",
    [35] = "charged kWh, high byte", [36] = "charged kWh, middle byte",
    [37] = "charged kWh, low byte",
    [38] = "discharged kWh, high byte", [39] = "discharged kWh, middle byte",
    [40] = "discharged kWh, low byte",
    [41] = "status 2", [42] = "V-full, high byte", [43] = "V-full, low byte",
}
local KEY = {
    read = number,
    make = function(abbreviation, title) return plain(abbreviation, title, KEYS) end,
}

local DATA_OUT = {
    size = 58,
    {0, 3, "pack_voltage_mv", "Pack voltage", VOLTAGE},
    {3, 3, "charge_current_ma", "I1, charge sensor", DATA_OUT_CURRENT},
    {6, 3, "load_current_ma", "I2, load sensor", DATA_OUT_CURRENT},
    {9, 3, "battery_current_ma", "Battery current", DATA_OUT_CURRENT},
    {12, 2, "lowest_voltage_mv", "Lowest voltage", VOLTAGE},
    {14, 1, "lowest_voltage_cell", "Lowest voltage: cell", NUMBER},
    {15, 2, "highest_voltage_mv", "Highest voltage", VOLTAGE},
    {17, 1, "highest_voltage_cell", "Highest voltage: cell", NUMBER},
    {18, 2, "lowest_temperature_counts", "Lowest temperature", TEMPERATURE},
    {20, 1, "lowest_temperature_cell", "Lowest temperature: cell", NUMBER},
    {21, 2, "highest_temperature_counts", "Highest temperature", TEMPERATURE},
    {23, 1, "highest_temperature_cell", "Highest temperature: cell", NUMBER},
    {24, 1, "record_cell", "Cell of this frame's record", NUMBER},
    {25, 1, "cells", "Cells counted", NUMBER},
    {26, 2, "record_voltage_mv", "That cell's voltage", VOLTAGE},
    {28, 2, "record_temperature_counts", "That cell's temperature", TEMPERATURE},
    {30, 1, "status", "Status", HEX_8, bits = {
        {0, "charge_allowed", "Allowed to charge"},
        {1, "discharge_allowed", "Allowed to discharge"},
        {2, "communication_error", "Communication error"},
        {3, "v_min_exceeded", "V-min exceeded"},
        {4, "v_max_exceeded", "V-max exceeded"},
        {5, "t_min_exceeded", "T-min exceeded"},
        {6, "t_max_exceeded", "T-max exceeded"},
        {7, "soc_not_calibrated", "SOC not calibrated"},
    }},
    {31, 3, "collected_today_wh", "Energy collected today", WATT_HOURS},
    {34, 3, "stored_wh", "Energy stored", WATT_HOURS},
    {37, 3, "consumed_today_wh", "Energy consumed today", WATT_HOURS},
    {40, 1, "soc_percent", "SOC", PERCENT},
    {41, 3, "collected_kwh", "Total energy collected", KILOWATT_HOURS},
    {44, 3, "consumed_kwh", "Total energy consumed", KILOWATT_HOURS},
    {47, 1, "key", "Key + 25, or V1.2 minutes", KEY},
    {48, 1, "value", "Value, or V1.2 hours", NUMBER},
    {49, 2, "capacity_wh", "Battery capacity setting", HUNDREDS_OF_WATT_HOURS},
    {51, 2, "v_min_mv", "V-min setting", VOLTAGE},
    {53, 2, "v_max_mv", "V-max setting", VOLTAGE},
    {55, 2, "v_bypass_mv", "V-bypass setting", VOLTAGE},
    {57, 1, "checksum", "Checksum", HEX_8},
}

-- ---- Checks -----------------------------------------------------------------------------------

-- Polynomial 0x1021, start 0xFFFF, most significant bit first.
local function crc_16(range)
    local crc = 0xFFFF
    for i = 0, range:len() - 1 do
        crc = bit.bxor(crc, bit.lshift(range(i, 1):uint(), 8))
        for _ = 1, 8 do
            local carry = bit.band(crc, 0x8000) ~= 0
            crc = bit.band(bit.lshift(crc, 1), 0xFFFF)
            if carry then crc = bit.bxor(crc, 0x1021) end
        end
    end
    return crc
end

local SPOIL = 0x55

local function crc_complaint(message)
    local told, right = message(38, 2):uint(), crc_16(message(0, 38))
    if told == right then return nil end
    if bit.bxor(told, SPOIL) == right then
        return "CRC is wrong: its sender spoiled the last byte, having heard a bad message"
    end
    return string.format("CRC is wrong: should be 0x%04x", right)
end

local function checksum_complaint(frame)
    local sum = 0
    for i = 0, 56 do sum = sum + frame(i, 1):uint() end
    if sum % 256 == frame(57, 1):uint() then return nil end
    return string.format("Checksum is wrong: should be 0x%02x", sum % 256)
end

-- ---- A dissector from a table -----------------------------------------------------------------

local BAD, GOOD = 0, 1  -- as in Wireshark's own protocols

local function make_protocol(name, title, layout, check)
    local protocol = Proto(name, title)
    local function own(field)
        table.insert(protocol.fields, field)
        return field
    end
    local fields = {}
    for _, spec in ipairs(layout) do
        local _, _, word, field_title, kind = table.unpack(spec)
        fields[word] = own(kind.make(name .. "." .. word, field_title))
        for _, flag in ipairs(spec.bits or {}) do
            local bit_number, flag_word, flag_title = table.unpack(flag)
            fields[flag_word] = own(ProtoField.bool(name .. "." .. flag_word, flag_title, 8, nil,
                                                    bit.lshift(1, bit_number)))
        end
    end
    local status = own(ProtoField.uint8(name .. "." .. check.name .. "_status",
                                        check.title .. " status", base.DEC,
                                        {[BAD] = "Bad", [GOOD] = "Good"}))
    local excess = own(ProtoField.bytes(name .. ".excess", "Bytes behind the end"))
    local wrong = ProtoExpert.new(name .. "." .. check.name .. "_wrong", check.title .. " is wrong",
                                  expert.group.CHECKSUM, expert.severity.ERROR)
    local wrong_length = ProtoExpert.new(name .. ".length_wrong", "Length is wrong",
                                         expert.group.MALFORMED, expert.severity.ERROR)
    protocol.experts = {wrong, wrong_length}

    local function add(tree, buffer, spec)
        local first, size, word, field_title, kind = table.unpack(spec)
        local range = buffer(first, size)
        local value = kind.read(range)
        if value == nil then
            tree:add(range, field_title .. ": no such sensor")
            return
        end
        local item = tree:add(fields[word], range, value)
        if kind.note then item:append_text(kind.note(value)) end
        for _, flag in ipairs(spec.bits or {}) do item:add(fields[flag[2]], range) end
    end

    function protocol.dissector(buffer, packet, root)
        local length = buffer:len()
        local tree = root:add(protocol, buffer())
        packet.cols.protocol = title
        for _, spec in ipairs(layout) do
            if spec[1] + spec[2] <= length then add(tree, buffer, spec) end
        end
        if length ~= layout.size then
            local text = string.format("%d bytes instead of %d", length, layout.size)
            if length > layout.size then tree:add(excess, buffer(layout.size)) end
            tree:add_proto_expert_info(wrong_length, text)
            packet.cols.info = text
            return
        end
        local complaint = check.complaint(buffer)
        tree:add(status, buffer(layout.size - check.size, check.size), complaint and BAD or GOOD)
            :set_generated()
        if complaint then tree:add_proto_expert_info(wrong, complaint) end
        packet.cols.info = complaint or check.summary(buffer)
    end
    return protocol
end

local chain = make_protocol("cellchain.chain", "Chain", CHAIN, {
    name = "crc", title = "CRC", size = 2, complaint = crc_complaint,
    summary = function(message)
        return string.format("from board %d, sequence %d, asks cell %d, %d to %d mV",
                             message(0, 1):uint(), message(2, 1):uint(), message(1, 1):uint(),
                             millivolts(message(7, 2)), millivolts(message(10, 2)))
    end,
})
local data_out = make_protocol("cellchain.data_out", "Data out", DATA_OUT, {
    name = "checksum", title = "Checksum", size = 1, complaint = checksum_complaint,
    summary = function(frame)
        return string.format("%d mV, SOC %d %%, status 0x%02x", millivolts(frame(0, 3)),
                             frame(40, 1):uint(), frame(30, 1):uint())
    end,
})

local encapsulations = DissectorTable.get("wtap_encap")
encapsulations:add(wtap_encaps.USER0, chain)
encapsulations:add(wtap_encaps.USER1, data_out)
