// The browser page, embedded file by file. A new file in `web/` needs a line in both lists.

#include "CUmpirePage.h"

static const unsigned char index_html[] = {
#embed "web/index.html"
};
static const unsigned char icon_svg[] = {
#embed "web/icon.svg"
};
static const unsigned char landing_css[] = {
#embed "web/landing.css"
};
static const unsigned char overlays_css[] = {
#embed "web/overlays.css"
};
static const unsigned char play_css[] = {
#embed "web/play.css"
};
static const unsigned char style_css[] = {
#embed "web/style.css"
};
static const unsigned char touch_css[] = {
#embed "web/touch.css"
};
static const unsigned char aim_js[] = {
#embed "web/aim.js"
};
static const unsigned char backdrop_js[] = {
#embed "web/backdrop.js"
};
static const unsigned char bit_window_js[] = {
#embed "web/bit-window.js"
};
static const unsigned char bits_js[] = {
#embed "web/bits.js"
};
static const unsigned char camera_js[] = {
#embed "web/camera.js"
};
static const unsigned char captions_js[] = {
#embed "web/captions.js"
};
static const unsigned char clock_js[] = {
#embed "web/clock.js"
};
static const unsigned char codec_codes_js[] = {
#embed "web/codec-codes.js"
};
static const unsigned char codec_contexts_js[] = {
#embed "web/codec-contexts.js"
};
static const unsigned char codec_epochs_js[] = {
#embed "web/codec-epochs.js"
};
static const unsigned char codec_fields_js[] = {
#embed "web/codec-fields.js"
};
static const unsigned char codec_tables_js[] = {
#embed "web/codec-tables.js"
};
static const unsigned char connection_js[] = {
#embed "web/connection.js"
};
static const unsigned char controls_js[] = {
#embed "web/controls.js"
};
static const unsigned char delta_decoder_js[] = {
#embed "web/delta-decoder.js"
};
static const unsigned char field_decoder_js[] = {
#embed "web/field-decoder.js"
};
static const unsigned char field_plan_js[] = {
#embed "web/field-plan.js"
};
static const unsigned char frame_costs_js[] = {
#embed "web/frame-costs.js"
};
static const unsigned char game_js[] = {
#embed "web/game.js"
};
static const unsigned char history_js[] = {
#embed "web/history.js"
};
static const unsigned char hud_js[] = {
#embed "web/hud.js"
};
static const unsigned char inputs_js[] = {
#embed "web/inputs.js"
};
static const unsigned char interpolation_js[] = {
#embed "web/interpolation.js"
};
static const unsigned char lobby_js[] = {
#embed "web/lobby.js"
};
static const unsigned char measuring_source_js[] = {
#embed "web/measuring-source.js"
};
static const unsigned char messages_js[] = {
#embed "web/messages.js"
};
static const unsigned char netgraph_js[] = {
#embed "web/netgraph.js"
};
static const unsigned char old_rows_js[] = {
#embed "web/old-rows.js"
};
static const unsigned char page_js[] = {
#embed "web/page.js"
};
static const unsigned char palette_js[] = {
#embed "web/palette.js"
};
static const unsigned char particles_js[] = {
#embed "web/particles.js"
};
static const unsigned char prefix_decoder_js[] = {
#embed "web/prefix-decoder.js"
};
static const unsigned char quiet_rows_js[] = {
#embed "web/quiet-rows.js"
};
static const unsigned char range_decoder_js[] = {
#embed "web/range-decoder.js"
};
static const unsigned char rotation_motion_js[] = {
#embed "web/rotation-motion.js"
};
static const unsigned char rotation_js[] = {
#embed "web/rotation.js"
};
static const unsigned char row_contexts_js[] = {
#embed "web/row-contexts.js"
};
static const unsigned char row_decoder_js[] = {
#embed "web/row-decoder.js"
};
static const unsigned char row_motion_js[] = {
#embed "web/row-motion.js"
};
static const unsigned char schema_js[] = {
#embed "web/schema.js"
};
static const unsigned char seat_store_js[] = {
#embed "web/seat-store.js"
};
static const unsigned char session_js[] = {
#embed "web/session.js"
};
static const unsigned char snapshot_js[] = {
#embed "web/snapshot.js"
};
static const unsigned char sound_js[] = {
#embed "web/sound.js"
};
static const unsigned char stage_js[] = {
#embed "web/stage.js"
};
static const unsigned char statistics_js[] = {
#embed "web/statistics.js"
};
static const unsigned char table_decoder_js[] = {
#embed "web/table-decoder.js"
};
static const unsigned char theme_js[] = {
#embed "web/theme.js"
};
static const unsigned char touch_js[] = {
#embed "web/touch.js"
};
static const unsigned char umpire_js[] = {
#embed "web/umpire.js"
};
static const unsigned char wire_notice_js[] = {
#embed "web/wire-notice.js"
};

static const char html_type[] = "text/html; charset=utf-8";
static const char svg_type[] = "image/svg+xml";
static const char css_type[] = "text/css; charset=utf-8";
static const char script_type[] = "text/javascript; charset=utf-8";

#define FILE_AT(path, type, bytes) {path, type, bytes, sizeof(bytes)}

// `/game.js` is the generic look; a server whose game brings its own serves that instead.
static const struct umpire_page_file files[] = {
    FILE_AT("/", html_type, index_html),
    FILE_AT("/icon.svg", svg_type, icon_svg),
    FILE_AT("/favicon.ico", svg_type, icon_svg),
    FILE_AT("/landing.css", css_type, landing_css),
    FILE_AT("/overlays.css", css_type, overlays_css),
    FILE_AT("/play.css", css_type, play_css),
    FILE_AT("/style.css", css_type, style_css),
    FILE_AT("/touch.css", css_type, touch_css),
    FILE_AT("/aim.js", script_type, aim_js),
    FILE_AT("/backdrop.js", script_type, backdrop_js),
    FILE_AT("/bit-window.js", script_type, bit_window_js),
    FILE_AT("/bits.js", script_type, bits_js),
    FILE_AT("/camera.js", script_type, camera_js),
    FILE_AT("/captions.js", script_type, captions_js),
    FILE_AT("/clock.js", script_type, clock_js),
    FILE_AT("/codec-codes.js", script_type, codec_codes_js),
    FILE_AT("/codec-contexts.js", script_type, codec_contexts_js),
    FILE_AT("/codec-epochs.js", script_type, codec_epochs_js),
    FILE_AT("/codec-fields.js", script_type, codec_fields_js),
    FILE_AT("/codec-tables.js", script_type, codec_tables_js),
    FILE_AT("/connection.js", script_type, connection_js),
    FILE_AT("/controls.js", script_type, controls_js),
    FILE_AT("/delta-decoder.js", script_type, delta_decoder_js),
    FILE_AT("/field-decoder.js", script_type, field_decoder_js),
    FILE_AT("/field-plan.js", script_type, field_plan_js),
    FILE_AT("/frame-costs.js", script_type, frame_costs_js),
    FILE_AT("/game.js", script_type, game_js),
    FILE_AT("/history.js", script_type, history_js),
    FILE_AT("/hud.js", script_type, hud_js),
    FILE_AT("/inputs.js", script_type, inputs_js),
    FILE_AT("/interpolation.js", script_type, interpolation_js),
    FILE_AT("/lobby.js", script_type, lobby_js),
    FILE_AT("/measuring-source.js", script_type, measuring_source_js),
    FILE_AT("/messages.js", script_type, messages_js),
    FILE_AT("/netgraph.js", script_type, netgraph_js),
    FILE_AT("/old-rows.js", script_type, old_rows_js),
    FILE_AT("/page.js", script_type, page_js),
    FILE_AT("/palette.js", script_type, palette_js),
    FILE_AT("/particles.js", script_type, particles_js),
    FILE_AT("/prefix-decoder.js", script_type, prefix_decoder_js),
    FILE_AT("/quiet-rows.js", script_type, quiet_rows_js),
    FILE_AT("/range-decoder.js", script_type, range_decoder_js),
    FILE_AT("/rotation-motion.js", script_type, rotation_motion_js),
    FILE_AT("/rotation.js", script_type, rotation_js),
    FILE_AT("/row-contexts.js", script_type, row_contexts_js),
    FILE_AT("/row-decoder.js", script_type, row_decoder_js),
    FILE_AT("/row-motion.js", script_type, row_motion_js),
    FILE_AT("/schema.js", script_type, schema_js),
    FILE_AT("/seat-store.js", script_type, seat_store_js),
    FILE_AT("/session.js", script_type, session_js),
    FILE_AT("/snapshot.js", script_type, snapshot_js),
    FILE_AT("/sound.js", script_type, sound_js),
    FILE_AT("/stage.js", script_type, stage_js),
    FILE_AT("/statistics.js", script_type, statistics_js),
    FILE_AT("/table-decoder.js", script_type, table_decoder_js),
    FILE_AT("/theme.js", script_type, theme_js),
    FILE_AT("/touch.js", script_type, touch_js),
    FILE_AT("/umpire.js", script_type, umpire_js),
    FILE_AT("/wire-notice.js", script_type, wire_notice_js),
};

size_t umpire_page_file_count(void) { return sizeof(files) / sizeof(files[0]); }

const struct umpire_page_file *umpire_page_file_at(size_t index) { return &files[index]; }
