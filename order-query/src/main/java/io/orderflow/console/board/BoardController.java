package io.orderflow.console.board;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class BoardController {

  @GetMapping("/console")
  String board() {
    return "board";
  }
}
