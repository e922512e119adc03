# Warnings are errors; sanitizers are chosen by ATHANOR_SANITIZE.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
	set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
	set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

add_library(AthanorWarnings INTERFACE)
target_compile_options(AthanorWarnings INTERFACE
	$<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow=local -Wnon-virtual-dtor -Woverloaded-virtual>)
if(NOT ATHANOR_SANITIZE)
	# Instrumented code makes g++ warn of uninitialized values that are none; the plain builds decide.
	target_compile_options(AthanorWarnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
	# clang spells the option differently; the unqualified one flags constructor parameters.
	target_compile_options(AthanorWarnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-unknown-warning-option>)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
	# g++ 12 takes std::string's own copies for overlapping ones when it optimises (its bug 105651).
	target_compile_options(AthanorWarnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_UNITY_BUILD)
	# Anonymous namespaces of sources that are compiled together look to g++ as if they were in a header.
	target_compile_options(AthanorWarnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-subobject-linkage>)
endif()

# Nobody replaces a function of the library by one of his own: calls inside of it are direct, and may be inlined.
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-semantic-interposition>)
add_link_options(-Wl,-Bsymbolic-functions)

if(ATHANOR_SANITIZE)
	add_compile_options(-fsanitize=${ATHANOR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
	add_link_options(-fsanitize=${ATHANOR_SANITIZE})
	if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
		# clang 14 cannot assemble coroutines with this check ("difference across sections").
		add_compile_options(-fno-sanitize=function)
	endif()
endif()
